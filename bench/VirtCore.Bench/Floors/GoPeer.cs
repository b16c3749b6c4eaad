using System.Diagnostics;

namespace VirtCore.Bench;

/// <summary>A peer in Go: a program of bench/peers that is built for the run, with the library as Debian packages it, and runs as a floor does. Nothing is installed for it.</summary>
/// <param name="Name">What it is called in the figures.</param>
/// <param name="Source">Its file in bench/peers.</param>
/// <param name="Library">The library's path below GOPATH's src.</param>
internal sealed record GoPeer(string Name, string Source, string Library)
{
    private const string PackagedPath = "/usr/share/gocode";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>Builds it.</summary>
    /// <returns>Why it cannot run here, or null.</returns>
    public async Task<string?> BuildAsync(Scratch scratch, CancellationToken cancellationToken)
    {
        string? go = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(static folder => Path.Combine(folder, "go")).FirstOrDefault(File.Exists);
        if (go is null)
            return "no go in PATH";
        if (!Directory.Exists(Path.Combine(PackagedPath, "src", Library)))
            return $"no {Library} in {PackagedPath}";
        string source = Path.Combine(AppContext.BaseDirectory, "peers", Source);
        var start = new ProcessStartInfo(go, ["build", "-o", PathIn(scratch), source]) { RedirectStandardError = true };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = PackagedPath;
        start.Environment["GOCACHE"] = scratch.MakeDirectory("go-cache");
        using Process process = Process.Start(start)!;
        string said = await process.StandardError.ReadToEndAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
        return process.ExitCode == 0 ? null : said.Trim().Split('\n')[^1];
    }

    public FloorProgram Start(Scratch scratch, params IEnumerable<string> arguments) => FloorProgram.Execute(PathIn(scratch), arguments);

    private string PathIn(Scratch scratch) => Path.Combine(scratch.Path, Path.GetFileNameWithoutExtension(Source));
}
