namespace VirtCore.Interop;

/// <summary>A device that KVM emulates (KVM_CREATE_DEVICE).</summary>
internal sealed class SafeKvmDeviceDescriptor : SafeDescriptor
{
    public SafeKvmDeviceDescriptor()
    {
    }

    public SafeKvmDeviceDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
