namespace VirtCore.Interop;

/// <summary>A virtual machine of KVM (KVM_CREATE_VM).</summary>
internal sealed class SafeVmDescriptor : SafeDescriptor
{
    public SafeVmDescriptor()
    {
    }

    public SafeVmDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
