namespace VirtCore.Interop;

/// <summary>An eventfd(2) counter.</summary>
internal sealed class SafeEventDescriptor : SafeDescriptor
{
    public SafeEventDescriptor()
    {
    }

    public SafeEventDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
