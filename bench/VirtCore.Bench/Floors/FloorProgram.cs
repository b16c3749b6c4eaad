using System.Diagnostics;
using System.Globalization;

namespace VirtCore.Bench;

/// <summary>A floor: a C program that does one run for each line that it reads, times it, and prints what it took.</summary>
internal sealed class FloorProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_exitGrace = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private FloorProgram(Process process) => _process = process;

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "floor", name);

    public static FloorProgram Start(string name, params IEnumerable<string> arguments) => Execute(PathOf(name), arguments);

    /// <summary>Starts what is no floor of ours and answers like one.</summary>
    public static FloorProgram Execute(string path, params IEnumerable<string> arguments) => new(
        Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!);

    /// <summary>Gives an order and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">The floor has ended; it has said why on standard error.</exception>
    public async Task<string> AskAsync(string order, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteAsync((order + "\n").AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException($"The floor \"{_process.StartInfo.FileName}\" ended without an answer.");
    }

    /// <summary>One run of it.</summary>
    public async Task<Run> RunAsync(CancellationToken cancellationToken) => await RunAsync("", cancellationToken);

    /// <inheritdoc cref="RunAsync(CancellationToken)"/>
    public async Task<Run> RunAsync(string order, CancellationToken cancellationToken)
    {
        string answer = await AskAsync(order, cancellationToken);
        return new Run([.. answer.Split(' ').Select(static value => double.Parse(value, CultureInfo.InvariantCulture))]);
    }

    /// <summary>Ends it. What it has started dies with it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(s_exitGrace);
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
