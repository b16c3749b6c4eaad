namespace VirtCore;

/// <summary>The rule for names of domains. They become names of directories and parts of QEMU options.</summary>
internal static class DomainName
{
    public const int MaxLength = 64;

    public const string Rule = "1 to 64 of A-Z, a-z, 0-9, dot, hyphen and underscore, and the first one not a dot or hyphen";

    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && name[0] is not ('.' or '-')
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
