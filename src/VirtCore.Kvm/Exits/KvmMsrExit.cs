using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>An access to an MSR that the host asked to see.</summary>
public readonly unsafe ref struct KvmMsrExit
{
    private readonly kvm_run_msr* _raw;

    internal KvmMsrExit(kvm_run_msr* raw) => _raw = raw;

    /// <summary>Which MSR.</summary>
    public uint Index => _raw->index;

    /// <summary>Why it came here: 1 not valid, 2 unknown, 8 filtered (<c>KVM_MSR_EXIT_REASON_*</c>).</summary>
    public uint Reason => _raw->reason;

    /// <summary>What is written, or what is to be read.</summary>
    public ulong Data
    {
        get => _raw->data;
        set => _raw->data = value;
    }

    /// <summary>Whether the guest gets a general protection fault. Written before the next run.</summary>
    public bool Fails
    {
        get => _raw->error != 0;
        set => _raw->error = value ? (byte)1 : (byte)0;
    }
}
