using System.Diagnostics;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A vCPU in a thread of its own. Stopped at the end at the latest.</summary>
internal sealed class RunningProcessor : IDisposable
{
    private readonly KvmVcpu _vcpu;
    private readonly Func<KvmExit, bool> _goesOn;
    private readonly Thread _thread;
    private volatile bool _stop;
    private volatile Exception? _failure;
    private KvmExitReason _last;

    /// <param name="vcpu">The vCPU.</param>
    /// <param name="goesOn">Gets each exit, and says whether the vCPU runs on.</param>
    public RunningProcessor(KvmVcpu vcpu, Func<KvmExit, bool> goesOn)
    {
        (_vcpu, _goesOn) = (vcpu, goesOn);
        _thread = new Thread(Run) { IsBackground = true, Name = $"vcpu {vcpu.Id}" };
        _thread.Start();
    }

    /// <summary>Waits until something is so that the guest does.</summary>
    public void WaitFor(Func<bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (!_thread.IsAlive)
                Assert.Fail($"Before {what}, the vCPU ended with {_last}. {_failure}");
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience.Seconds(10), $"It does not come to pass that {what}.");
            Thread.Yield();
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Why the vCPU left last.</returns>
    public KvmExitReason Join()
    {
        Assert.True(_thread.Join(Patience.Seconds(20)), $"{_thread.Name} does not end.");
        return _failure is null ? _last : throw new InvalidOperationException($"{_thread.Name} failed.", _failure);
    }

    public void Dispose()
    {
        _stop = true;
        if (_thread.IsAlive)
            _vcpu.Kick();
        Assert.True(_thread.Join(Patience.Seconds(20)), $"{_thread.Name} cannot be stopped.");
    }

    private void Run()
    {
        try
        {
            bool goesOn;
            do
            {
                KvmExit exit = _vcpu.Run();
                _last = exit.Reason;
                goesOn = _goesOn(exit);
            }
            while (goesOn && !_stop);
            _vcpu.ReleaseThread();
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }
}
