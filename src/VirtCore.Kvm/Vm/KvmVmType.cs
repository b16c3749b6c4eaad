namespace VirtCore.Kvm;

/// <summary>What kind of VM is made.</summary>
public enum KvmVmType : uint
{
    /// <summary>An ordinary one.</summary>
    Default = 0,

    /// <summary>One with private memory but no hardware that protects it, for development (<c>KVM_X86_SW_PROTECTED_VM</c>, Linux 6.8).</summary>
    SoftwareProtected = 1,

    /// <summary>AMD SEV (Linux 6.10).</summary>
    Sev = 2,

    /// <summary>AMD SEV-ES (Linux 6.10).</summary>
    SevEs = 3,

    /// <summary>AMD SEV-SNP (Linux 6.11).</summary>
    Snp = 4,

    /// <summary>Intel TDX (Linux 6.16).</summary>
    Tdx = 5,
}
