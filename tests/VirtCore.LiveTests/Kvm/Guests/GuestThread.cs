using System.Diagnostics;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A thread that runs a vCPU for as long as its owner's exits are answered with true.</summary>
internal sealed class GuestThread : IDisposable
{
    private readonly KvmVcpu _vcpu;
    private readonly Thread _thread;
    private volatile bool _running;
    private volatile bool _stop;
    private KvmExitReason _last;
    private Exception? _failure;

    /// <param name="vcpu">The vCPU.</param>
    /// <param name="goOn">Gets each exit, and says whether the vCPU runs on.</param>
    public GuestThread(KvmVcpu vcpu, Func<KvmExit, bool> goOn)
    {
        _vcpu = vcpu;
        _thread = new Thread(() => Run(goOn)) { IsBackground = true, Name = "guest" };
        _thread.Start();
    }

    /// <summary>Waits until the thread runs the vCPU, or is about to.</summary>
    public void WaitUntilRunning()
    {
        long start = Stopwatch.GetTimestamp();
        while (!_running)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience.Seconds(10), "The vCPU's thread does not start.");
            Thread.Yield();
        }
    }

    /// <summary>Waits for the thread's end, and answers its last exit's reason.</summary>
    public KvmExitReason Join()
    {
        WaitForEnd();
        return _failure is null ? _last : throw new InvalidOperationException("The vCPU's thread failed.", _failure);
    }

    /// <summary>Waits for the thread's end, and answers what it failed with.</summary>
    public Exception? JoinForFailure()
    {
        WaitForEnd();
        return _failure;
    }

    public void Dispose()
    {
        _stop = true;
        while (!_thread.Join(TimeSpan.FromMilliseconds(20)))
        {
            try
            {
                _vcpu.Kick();
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }

    private void WaitForEnd() => Assert.True(_thread.Join(Patience.Seconds(10)), "The vCPU's thread does not end.");

    private void Run(Func<KvmExit, bool> goOn)
    {
        try
        {
            _running = true;
            while (true)
            {
                KvmExit exit = _vcpu.Run();
                _last = exit.Reason;
                if (!goOn(exit) || _stop)
                    break;
            }

            _vcpu.ReleaseThread();
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }
}
