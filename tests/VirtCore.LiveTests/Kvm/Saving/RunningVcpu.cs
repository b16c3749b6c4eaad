using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>A vCPU of the counting guest in a thread of its own, until it is stopped.</summary>
internal sealed class RunningVcpu
{
    private static readonly TimeSpan s_patience = Patience.Seconds(30);

    private readonly KvmVcpu _vcpu;
    private readonly CountingDevice _device;
    private readonly Thread _thread;
    private Exception? _failure;
    private volatile bool _stop;

    public RunningVcpu(KvmVcpu vcpu, CountingDevice device)
    {
        (_vcpu, _device) = (vcpu, device);
        _thread = new Thread(Run) { IsBackground = true, Name = $"vcpu {vcpu.Id}" };
        _thread.Start();
    }

    /// <summary>Whether it stopped within an instruction, which had then to be finished.</summary>
    public bool WasPending { get; private set; }

    /// <summary>Asks it to stop: at once, or when it next asks its device.</summary>
    public void Stop(bool atOnce)
    {
        _stop = true;
        if (atOnce)
            _vcpu.Kick();
    }

    public void Join()
    {
        if (!_thread.Join(s_patience))
            throw new TimeoutException($"{_thread.Name} does not stop.");
        if (_failure is not null)
            throw new InvalidOperationException($"{_thread.Name} failed.", _failure);
    }

    private void Run()
    {
        try
        {
            do
                _device.Answer(_vcpu.Run());
            while (!_stop);
            WasPending = _vcpu.HasPendingExit;
            while (_device.Answer(_vcpu.CompleteExit()))
            {
            }
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }
}
