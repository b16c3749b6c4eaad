using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A shutdown, reset or crash of the whole machine that the guest asked for.</summary>
public readonly unsafe ref struct KvmSystemEventExit
{
    private readonly kvm_run_system_event* _raw;

    internal KvmSystemEventExit(kvm_run_system_event* raw) => _raw = raw;

    /// <summary>1 shutdown, 2 reset, 3 crash, 4 wake-up, 5 suspend, 6 SEV termination, 7 TDX fatal error: <c>KVM_SYSTEM_EVENT_*</c>.</summary>
    public uint Type => _raw->type;

    /// <summary>What the guest said with it (Linux 5.18).</summary>
    public ReadOnlySpan<ulong> Data => new(_raw->data, (int)Math.Min(_raw->ndata, 16u));
}
