namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, by Linux 7.2: what an SEV-SNP guest wants of its host: its certificates.</summary>
internal struct kvm_exit_snp_req_certs
{
    public ulong gpa;
    public ulong npages;
    public ulong ret;
}
