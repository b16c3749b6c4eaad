using System.Runtime.InteropServices;
using VirtCore.Interop;

namespace VirtCore.Kvm;

/// <summary>A contiguous piece of guest memory.</summary>
/// <remarks>Thread-safe. It belongs to a <see cref="GuestMemory"/>, and is given back when that was disposed and every VM that uses it has gone.</remarks>
public sealed unsafe class GuestMemoryRegion
{
    internal GuestMemoryRegion(in GuestMemoryRegionOptions options, SafeMapping mapping, SafeFileDescriptor? file)
    {
        GuestAddress = options.GuestAddress;
        Length = options.Length;
        Backing = options.Backing;
        Mapping = mapping;
        Descriptor = file;
    }

    /// <summary>Its first guest physical address.</summary>
    public ulong GuestAddress { get; }

    /// <summary>Its length in bytes.</summary>
    public ulong Length { get; }

    /// <summary>What it is made of.</summary>
    public GuestMemoryBacking Backing { get; }

    /// <summary>The memfd behind it, for processes that share it; null for anonymous memory.</summary>
    public SafeHandle? File => Descriptor;

    internal SafeMapping Mapping { get; }

    internal SafeFileDescriptor? Descriptor { get; }

    /// <summary>Bytes of it.</summary>
    /// <param name="offset">The first, counted from the region's beginning.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not all within it.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public Span<byte> GetSpan(ulong offset, int length)
    {
        Check(offset, (ulong)(uint)length, length >= 0);
        // SAFETY: the bytes are within the mapping, whose addresses stay taken for as long as this object lives.
        return new Span<byte>(Mapping.Address + offset, length);
    }

    /// <summary>Makes all pages now (<c>MADV_POPULATE_WRITE</c>, Linux 5.14; before that each is touched).</summary>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    /// <exception cref="KernelException">ENOMEM, EFAULT: there is not as much memory.</exception>
    public void Prefault() => GuestPages.Populate(this);

    /// <summary>Gives pages back to the host; the guest then reads zeros there.</summary>
    /// <param name="offset">The first byte, in whole pages of the backing.</param>
    /// <param name="length">How many bytes, in whole pages.</param>
    /// <exception cref="ArgumentException">They are not in whole pages.</exception>
    /// <exception cref="ArgumentOutOfRangeException">They are not all within it.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void Discard(ulong offset, ulong length)
    {
        Check(offset, length, true);
        GuestPages.Discard(this, offset, length);
    }

    private void Check(ulong offset, ulong length, bool valid)
    {
        ObjectDisposedException.ThrowIf(Mapping.IsClosed, this);
        if (!valid || offset > Length || length > Length - offset)
            throw new ArgumentOutOfRangeException(nameof(offset), $"{(long)length} bytes at offset 0x{offset:X} are not within a region of {Length} bytes.");
    }
}
