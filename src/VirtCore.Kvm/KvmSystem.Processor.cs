using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmSystem
{
    private const int FirstGuess = 128;

    /// <summary>The CPUID that a guest may be given here: what the processor has and KVM supports (<c>KVM_GET_SUPPORTED_CPUID</c>).</summary>
    /// <exception cref="KernelException">The descriptor is no KVM's.</exception>
    public KvmCpuidEntry[] GetSupportedCpuid() => CpuidBuffer.Get(_descriptor, KVM.GET_SUPPORTED_CPUID, "KVM_GET_SUPPORTED_CPUID", _path);

    /// <summary>What KVM can offer only by emulation, which is slow (<c>KVM_GET_EMULATED_CPUID</c>, Linux 3.14).</summary>
    /// <exception cref="KernelException">The descriptor is no KVM's.</exception>
    public KvmCpuidEntry[] GetEmulatedCpuid() => CpuidBuffer.Get(_descriptor, KVM.GET_EMULATED_CPUID, "KVM_GET_EMULATED_CPUID", _path);

    /// <summary>The CPUID of Hyper-V that KVM can offer (<c>KVM_GET_SUPPORTED_HV_CPUID</c>, Linux 5.11 on this descriptor).</summary>
    /// <exception cref="KernelException">ENOTTY or EINVAL on an older kernel.</exception>
    public KvmCpuidEntry[] GetSupportedHyperVCpuid() => CpuidBuffer.Get(_descriptor, KVM.GET_SUPPORTED_HV_CPUID, "KVM_GET_SUPPORTED_HV_CPUID", _path);

    /// <summary>The MSRs that make up a vCPU's state: those to save and restore (<c>KVM_GET_MSR_INDEX_LIST</c>).</summary>
    /// <exception cref="KernelException">The descriptor is no KVM's.</exception>
    public uint[] GetMsrIndexList() => GetMsrList(KVM.GET_MSR_INDEX_LIST, "KVM_GET_MSR_INDEX_LIST");

    /// <summary>The MSRs that describe what the processor can do (<c>KVM_GET_MSR_FEATURE_INDEX_LIST</c>, Linux 4.18): their values come from <see cref="GetFeatureMsrs"/>.</summary>
    /// <exception cref="KernelException">The descriptor is no KVM's, or the kernel is older.</exception>
    public uint[] GetMsrFeatureIndexList() => GetMsrList(KVM.GET_MSR_FEATURE_INDEX_LIST, "KVM_GET_MSR_FEATURE_INDEX_LIST");

    /// <summary>Reads feature MSRs (<c>KVM_GET_MSRS</c> on KVM itself, Linux 4.18): each entry's index is given, its value is filled in.</summary>
    /// <returns>How many were read, from the first on: the one after them is not known here.</returns>
    /// <exception cref="KernelException">The descriptor is no KVM's.</exception>
    public int GetFeatureMsrs(Span<KvmMsrEntry> entries) => MsrBuffer.Get(_descriptor, entries, _path);

    private uint[] GetMsrList(uint request, string name)
    {
        uint[] buffer = new uint[1 + FirstGuess];
        while (true)
        {
            buffer[0] = (uint)buffer.Length - 1;
            int answer;
            // SAFETY: struct kvm_msr_list is a count and as many numbers, and the buffer holds both.
            fixed (uint* list = buffer)
                answer = KvmIoctl.Try(_descriptor, request, list);
            if (answer >= 0)
                return buffer[1..(int)(1 + buffer[0])];
            // The kernel says how many there are.
            if (answer != -E2BIG || buffer[0] < buffer.Length)
                throw KvmIoctl.Refusal(name, -answer, _path);
            buffer = new uint[1 + buffer[0]];
        }
    }
}
