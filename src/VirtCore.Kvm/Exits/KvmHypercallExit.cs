using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A call of the guest to the host: on x86 <c>KVM_HC_MAP_GPA_RANGE</c>, where <see cref="KvmCapability.ExitHypercall"/> asked for it (Linux 5.14).</summary>
public readonly unsafe ref struct KvmHypercallExit
{
    private readonly kvm_run_hypercall* _raw;

    internal KvmHypercallExit(kvm_run_hypercall* raw) => _raw = raw;

    /// <summary>Which: <c>KVM_HC_*</c>.</summary>
    public ulong Number => _raw->nr;

    /// <summary>Its six arguments.</summary>
    public ReadOnlySpan<ulong> Arguments => new(_raw->args, 6);

    /// <summary>What the guest gets back. Written before the next run.</summary>
    public ulong Result
    {
        get => _raw->ret;
        set => _raw->ret = value;
    }
}
