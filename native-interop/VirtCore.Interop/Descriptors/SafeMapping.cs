using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Mapped memory: mmap(2).</summary>
/// <remarks>
/// When the last reference is released, what was mapped goes at once, but its addresses stay taken, by pages of zeros that cost nothing, until nobody can reach the object any more. So a span that somebody kept
/// never shows another mapping's bytes, and never ends the process.
/// </remarks>
internal sealed unsafe class SafeMapping : SafeHandleMinusOneIsInvalid
{
    private readonly bool _anonymous;
    private RetiredMapping? _retired;

    private SafeMapping(void* address, nuint length, bool anonymous)
        : base(ownsHandle: true)
    {
        _anonymous = anonymous;
        Length = length;
        SetHandle((nint)address);
    }

    public nuint Length { get; }

    /// <summary>Where it is: also after it was released, see the remarks.</summary>
    public byte* Address => (byte*)handle;

    /// <summary>Maps memory of this process's own, all zeros.</summary>
    /// <exception cref="KernelException">ENOMEM.</exception>
    public static SafeMapping Anonymous(nuint length) => Map(length, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);

    /// <summary>Maps a file, shared.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="offset">The first, in whole pages.</param>
    /// <exception cref="KernelException">ENODEV, ENOMEM, EINVAL.</exception>
    public static SafeMapping Shared(SafeDescriptor file, nuint length, long offset = 0)
    {
        using var lease = new DescriptorLease(file);
        return Map(length, MAP_SHARED, lease.Number, offset);
    }

    protected override bool ReleaseHandle()
    {
        // SAFETY: the range is this object's own, so nothing else is emptied or mapped over.
        if (_anonymous && MemorySyscalls.madvise((void*)handle, Length, MemorySyscalls.MADV_DONTNEED) == 0)
        {
            _retired = new RetiredMapping(handle, Length);
            return true;
        }

        if ((nint)mmap((void*)handle, (size_t)(ulong)Length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) == -1)
            return munmap((void*)handle, (size_t)(ulong)Length) == 0; // at the limit of mappings
        _retired = new RetiredMapping(handle, Length);
        return true;
    }

    private static SafeMapping Map(nuint length, int flags, int descriptor, long offset = 0)
    {
        // SAFETY: the kernel chooses the address, so nothing that exists is mapped over.
        void* address = mmap(null, (size_t)(ulong)length, PROT_READ | PROT_WRITE, flags, descriptor, offset);
        return (nint)address != -1 ? new SafeMapping(address, length, descriptor < 0) : throw new KernelException("mmap", errno);
    }

    /// <summary>The addresses of a mapping that was released, given back when the mapping's object has gone.</summary>
    private sealed class RetiredMapping(nint address, nuint length)
    {
        ~RetiredMapping() => _ = munmap((void*)address, (size_t)(ulong)length);
    }
}
