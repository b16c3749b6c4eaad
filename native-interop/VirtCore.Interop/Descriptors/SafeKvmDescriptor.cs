namespace VirtCore.Interop;

/// <summary><c>/dev/kvm</c> itself.</summary>
internal sealed class SafeKvmDescriptor : SafeDescriptor
{
    public SafeKvmDescriptor()
    {
    }

    public SafeKvmDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
