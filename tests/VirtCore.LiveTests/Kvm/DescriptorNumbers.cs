using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Kvm;

/// <summary>Does to a descriptor's number what a bug elsewhere in the process would: closes it, or puts another file there.</summary>
/// <remarks>
/// The kernel gives out the lowest free number. Some are kept free below those of the objects that are made meanwhile, so that nothing that the process opens
/// later lands on a number that was closed here.
/// </remarks>
internal sealed class DescriptorNumbers : IDisposable
{
    private const int Spare = 64;

    private readonly List<SafeFileHandle> _spare = [];

    public DescriptorNumbers()
    {
        for (int i = 0; i < Spare; i++)
            _spare.Add(OpenNull());
    }

    /// <summary>Frees the low numbers: whatever is opened from now on lands there.</summary>
    public void Free()
    {
        foreach (SafeFileHandle spare in _spare)
            spare.Dispose();
        _spare.Clear();
    }

    /// <summary>Closes the number under its owner.</summary>
    public void Close(SafeHandle owner) => Assert.Equal(0, close(NumberOf(owner)));

    /// <summary>Puts <c>/dev/null</c> there.</summary>
    public void Nullify(SafeHandle owner)
    {
        using SafeFileHandle nothing = OpenNull();
        Replace(owner, nothing);
    }

    /// <summary>Puts another's file there.</summary>
    public void Replace(SafeHandle owner, SafeHandle other) => Assert.Equal(NumberOf(owner), dup2(NumberOf(other), NumberOf(owner)));

    public void Dispose() => Free();

    private static int NumberOf(SafeHandle handle) => (int)handle.DangerousGetHandle();

    private static SafeFileHandle OpenNull() => File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
}
