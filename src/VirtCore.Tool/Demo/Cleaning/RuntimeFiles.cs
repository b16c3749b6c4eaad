using VirtCore.Host;

namespace VirtCore.Tool.Demo;

/// <summary>The sockets and pipes that the .NET runtime keeps for debuggers among the temporary files. A process that was killed leaves them there.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/dotnet/core/diagnostics/diagnostic-port">Diagnostic port</see>.</remarks>
internal static class RuntimeFiles
{
    /// <summary>Removes those of a process that is dead; of one that lives, nothing.</summary>
    public static void DeleteOf(int processId)
    {
        using Pidfd? process = Pidfd.TryOpen(processId);
        if (process is { HasExited: false })
            return;
        foreach (string pattern in (ReadOnlySpan<string>)[$"dotnet-diagnostic-{processId}-*-socket", $"clr-debug-pipe-{processId}-*"])
        {
            foreach (string file in Directory.EnumerateFiles(Path.GetTempPath(), pattern))
                File.Delete(file);
        }
    }
}
