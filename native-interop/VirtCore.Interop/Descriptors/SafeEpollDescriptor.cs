namespace VirtCore.Interop;

/// <summary>An epoll(7) instance.</summary>
internal sealed class SafeEpollDescriptor : SafeDescriptor
{
    public SafeEpollDescriptor()
    {
    }

    public SafeEpollDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
