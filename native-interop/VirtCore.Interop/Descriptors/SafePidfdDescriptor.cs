namespace VirtCore.Interop;

/// <summary>A process referred to by file descriptor (pidfd_open(2)).</summary>
internal sealed class SafePidfdDescriptor : SafeDescriptor
{
    public SafePidfdDescriptor()
    {
    }

    public SafePidfdDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
