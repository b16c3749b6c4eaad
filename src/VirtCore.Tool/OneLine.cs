namespace VirtCore.Tool;

/// <summary>What went wrong, as the one line that a command says on standard error.</summary>
internal static class OneLine
{
    public static string Of(Exception exception) => Of(exception.Message);

    public static string Of(string message) =>
        $"virtcore: {string.Join("; ", message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))}";
}
