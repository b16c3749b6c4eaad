namespace VirtCore.Kvm;

/// <summary>What a <see cref="KvmCpuidEntry"/> depends on.</summary>
[Flags]
public enum KvmCpuidFlags : uint
{
    /// <summary>The leaf alone.</summary>
    None = 0,

    /// <summary>The subleaf counts (<c>KVM_CPUID_FLAG_SIGNIFCANT_INDEX</c>).</summary>
    SignificantIndex = 1,
}
