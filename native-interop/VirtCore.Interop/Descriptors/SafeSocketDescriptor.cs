namespace VirtCore.Interop;

/// <summary>A socket (socket(2), socketpair(2), accept(2)).</summary>
internal sealed class SafeSocketDescriptor : SafeDescriptor
{
    public SafeSocketDescriptor()
    {
    }

    public SafeSocketDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
