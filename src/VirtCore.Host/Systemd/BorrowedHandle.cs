using System.Runtime.InteropServices;

namespace VirtCore.Host;

/// <summary>A handle lent to somebody who disposes what he is given, as the D-Bus library does with what it has sent.</summary>
internal sealed class BorrowedHandle : SafeHandle
{
    private readonly SafeHandle _lender;

    /// <exception cref="ObjectDisposedException">The lender is closed.</exception>
    public BorrowedHandle(SafeHandle lender)
        : base(-1, ownsHandle: true)
    {
        bool counted = false;
        lender.DangerousAddRef(ref counted);
        _lender = lender;
        SetHandle(lender.DangerousGetHandle());
    }

    public override bool IsInvalid => handle == -1;

    protected override bool ReleaseHandle()
    {
        _lender.DangerousRelease();
        return true;
    }
}
