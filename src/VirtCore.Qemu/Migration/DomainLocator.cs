namespace VirtCore.Qemu;

/// <summary>How one side of a migration on this machine finds the other again: <c>local:NAME@STATE-DIRECTORY</c>.</summary>
internal readonly record struct DomainLocator(string StateDirectory, string DomainName)
{
    private const string Scheme = "local:";

    public static bool TryParse(string text, out DomainLocator locator)
    {
        locator = default;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            return false;
        int at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || !Path.IsPathFullyQualified(text[(at + 1)..]))
            return false;
        locator = new DomainLocator(text[(at + 1)..], text[Scheme.Length..at]);
        return true;
    }

    public override string ToString() => $"{Scheme}{DomainName}@{StateDirectory}";
}
