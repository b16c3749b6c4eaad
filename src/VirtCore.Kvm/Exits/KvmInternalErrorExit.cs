using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>KVM could not go on: as a rule an instruction that it cannot emulate.</summary>
public readonly unsafe ref struct KvmInternalErrorExit
{
    private readonly kvm_run_internal* _raw;

    internal KvmInternalErrorExit(kvm_run_internal* raw) => _raw = raw;

    /// <summary>1 emulation failed, 2 an interrupt was lost in delivery, 3 delivery failed, 4 an exit that was not expected: <c>KVM_INTERNAL_ERROR_*</c>.</summary>
    public uint Suberror => _raw->suberror;

    /// <summary>Up to 16 numbers that depend on <see cref="Suberror"/>; with a failed emulation perhaps flags and the bytes of the instruction (Linux 5.14).</summary>
    public ReadOnlySpan<ulong> Data => new(_raw->data, (int)Math.Min(_raw->ndata, 16u));
}
