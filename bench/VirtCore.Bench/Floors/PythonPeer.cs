using System.Diagnostics;

namespace VirtCore.Bench;

/// <summary>Another client of QMP, in Python: a program of bench/peers that runs as a floor does.</summary>
/// <param name="Name">What it is called in the figures.</param>
/// <param name="Script">Its file in bench/peers.</param>
/// <param name="Module">What it imports beyond Python's own.</param>
internal sealed record PythonPeer(string Name, string Script, string Module)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<PythonPeer> All { get; } = [new("python", "python.py", "json"), new("qemu.qmp", "qemu_qmp.py", "qemu.qmp")];

    private static string? Interpreter { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(static folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);

    /// <summary>Why it cannot run here, or null. Nothing is installed for it.</summary>
    public async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        if (Interpreter is null)
            return "no python3 in PATH";
        using Process process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", $"import {Module}"]) { RedirectStandardError = true })!;
        string said = await process.StandardError.ReadToEndAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
        return process.ExitCode == 0 ? null : said.Trim().Split('\n')[^1];
    }

    public FloorProgram Start(params IEnumerable<string> arguments) =>
        FloorProgram.Execute(Interpreter!, [Path.Combine(AppContext.BaseDirectory, "peers", Script), .. arguments]);
}
