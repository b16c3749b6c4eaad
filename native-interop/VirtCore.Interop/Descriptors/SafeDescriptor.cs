using Microsoft.Win32.SafeHandles;

namespace VirtCore.Interop;

/// <summary>An owned file descriptor. Every kind of kernel object has its own type below this one.</summary>
internal abstract class SafeDescriptor : SafeHandleMinusOneIsInvalid
{
    protected SafeDescriptor()
        : base(ownsHandle: true)
    {
    }

    protected SafeDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    // close(2) on Linux frees the descriptor even when it answers EINTR or EIO, so it is never called twice.
    protected override bool ReleaseHandle()
    {
        _ = Tmds.Linux.LibC.close((int)handle);
        return true;
    }
}
