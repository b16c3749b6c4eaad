using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VirtCore.Tool.Demo;

/// <summary>
/// Turns the signals that ask a program to end into a cancellation. The first one lets the demo clear up; one that comes a while later ends it at
/// once, and the sweeper clears up.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // timeout(1) and terminals send a signal to a process and to its group: that is one wish, heard twice.
    private static readonly TimeSpan s_echo = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _exitCode;
    private long _first;

    public Interruption()
    {
        Register(PosixSignal.SIGHUP, 1);
        Register(PosixSignal.SIGINT, 2);
        Register(PosixSignal.SIGQUIT, 3);
        Register(PosixSignal.SIGTERM, 15);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The exit status that tells a shell of the signal, or 0 when there was none.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Register(PosixSignal signal, int number) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        if (Interlocked.CompareExchange(ref _exitCode, 128 + number, 0) == 0)
        {
            Volatile.Write(ref _first, Stopwatch.GetTimestamp());
            _ = _source.CancelAsync();
        }
        else if (Volatile.Read(ref _first) is not 0 and var first && Stopwatch.GetElapsedTime(first) > s_echo)
        {
            return;
        }

        context.Cancel = true;
    }));
}
