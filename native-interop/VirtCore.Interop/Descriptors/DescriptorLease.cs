using System.Runtime.InteropServices;

namespace VirtCore.Interop;

/// <summary>Keeps a handle open while its number is used in a system call.</summary>
/// <remarks>Disposing a handle while a lease is held closes it when the last lease ends, so a number is never reused under a call.</remarks>
internal readonly ref struct DescriptorLease
{
    private readonly SafeHandle _handle;

    /// <exception cref="ObjectDisposedException">The handle is closed already.</exception>
    public DescriptorLease(SafeHandle handle)
    {
        bool added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
    }

    public int Number => (int)_handle.DangerousGetHandle();

    public void Dispose() => _handle.DangerousRelease();
}
