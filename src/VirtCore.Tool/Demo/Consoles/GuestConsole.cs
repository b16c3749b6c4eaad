using System.Diagnostics;
using VirtCore.Interop;

namespace VirtCore.Tool.Demo;

/// <summary>
/// The guest's serial console as a named pipe. The demo holds both its ends open, so one QEMU after another can write to it, and none of them ever
/// finds nobody reading.
/// </summary>
internal sealed class GuestConsole : IDisposable
{
    private readonly FileStream _pipe;
    private readonly Thread _reader;
    private readonly ConsoleLines _lines;
    private readonly Lock _lock = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closing;

    public GuestConsole(string path)
    {
        Path = path;
        _lines = new ConsoleLines(Ticks);
        Fifo.Create(path);
        _pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        _reader = new Thread(Read) { Name = "guest console", IsBackground = true };
        _reader.Start();
    }

    /// <summary>Where QEMU is to write.</summary>
    public string Path { get; }

    public TickLog Ticks { get; } = new();

    /// <summary>The last lines that were no ticks.</summary>
    public IReadOnlyList<string> LastWords => _lines.LastWords;

    /// <summary>Waits until so many ticks more than now have arrived. False when they do not come in time.</summary>
    public async ValueTask<bool> WaitForTicksAsync(int count, TimeSpan timeout, CancellationToken cancellationToken)
    {
        int wanted = Ticks.Count + count;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            for (Task news = News(); Ticks.Count < wanted; news = News())
                await news.WaitAsync(limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose()
    {
        // A read of a pipe cannot be cancelled, but it can be given something to read.
        _closing = true;
        _pipe.Write("\n"u8);
        _reader.Join();
        _pipe.Dispose();
        File.Delete(Path);
    }

    private Task News()
    {
        lock (_lock)
            return _news.Task;
    }

    private void Read()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (!_closing)
        {
            int length = _pipe.Read(buffer);
            _lines.Add(buffer[..length], Stopwatch.GetTimestamp());
            TaskCompletionSource news;
            lock (_lock)
                (news, _news) = (_news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            news.SetResult();
        }
    }
}
