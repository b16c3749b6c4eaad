namespace VirtCore.Interop;

/// <summary>A file, directory or memfd opened by path or by memfd_create(2).</summary>
internal sealed class SafeFileDescriptor : SafeDescriptor
{
    public SafeFileDescriptor()
    {
    }

    public SafeFileDescriptor(int descriptor)
        : base(descriptor)
    {
    }
}
