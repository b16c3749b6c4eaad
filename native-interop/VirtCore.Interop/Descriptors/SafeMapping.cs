using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Mapped memory: mmap(2).</summary>
internal sealed unsafe class SafeMapping : SafeHandleMinusOneIsInvalid
{
    private SafeMapping(void* address, nuint length)
        : base(ownsHandle: true)
    {
        Length = length;
        SetHandle((nint)address);
    }

    public nuint Length { get; }

    /// <summary>Where it is. Good for as long as the handle is held open.</summary>
    public byte* Address => (byte*)handle;

    /// <summary>Maps memory of this process's own, all zeros.</summary>
    /// <exception cref="KernelException">ENOMEM.</exception>
    public static SafeMapping Anonymous(nuint length) => Map(length, MAP_PRIVATE | MAP_ANONYMOUS, -1);

    /// <summary>Maps a file from its beginning, shared.</summary>
    /// <exception cref="KernelException">ENODEV, ENOMEM, EINVAL.</exception>
    public static SafeMapping Shared(SafeDescriptor file, nuint length)
    {
        using var lease = new DescriptorLease(file);
        return Map(length, MAP_SHARED, lease.Number);
    }

    protected override bool ReleaseHandle() => munmap((void*)handle, (size_t)(ulong)Length) == 0;

    private static SafeMapping Map(nuint length, int flags, int descriptor)
    {
        // SAFETY: the kernel chooses the address, so nothing that exists is mapped over.
        void* address = mmap(null, (size_t)(ulong)length, PROT_READ | PROT_WRITE, flags, descriptor, 0);
        return (nint)address != -1 ? new SafeMapping(address, length) : throw new KernelException("mmap", errno);
    }
}
