namespace VirtCore.Interop;

/// <summary>A virtual CPU of KVM (KVM_CREATE_VCPU).</summary>
internal sealed class SafeVcpuDescriptor : SafeDescriptor
{
    public SafeVcpuDescriptor()
    {
    }

    public SafeVcpuDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
