namespace VirtCore.Kvm;

// What may span several regions that touch.
public sealed unsafe partial class GuestMemory
{
    /// <summary>Copies out of the guest's memory, also over regions that touch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is a hole. Nothing was copied.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void CopyTo(ulong address, Span<byte> destination)
    {
        CheckRange(address, (ulong)destination.Length);
        while (!destination.IsEmpty)
        {
            Span<byte> part = PartAt(address, (ulong)destination.Length);
            part.CopyTo(destination);
            destination = destination[part.Length..];
            address += (ulong)part.Length;
        }

        GC.KeepAlive(this);
    }

    /// <summary>Copies into the guest's memory, also over regions that touch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is a hole. Nothing was copied.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void CopyFrom(ulong address, ReadOnlySpan<byte> source)
    {
        CheckRange(address, (ulong)source.Length);
        while (!source.IsEmpty)
        {
            Span<byte> part = PartAt(address, (ulong)source.Length);
            source[..part.Length].CopyTo(part);
            source = source[part.Length..];
            address += (ulong)part.Length;
        }

        GC.KeepAlive(this);
    }

    /// <summary>Gives pages back to the host; the guest then reads zeros there.</summary>
    /// <exception cref="ArgumentException">They are not in whole pages of their backing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is a hole. Nothing was given back.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void Discard(ulong address, ulong length)
    {
        CheckRange(address, length);
        for (int pass = 0; pass < 2; pass++)
        {
            ulong at = address, left = length;
            while (left > 0)
            {
                GuestMemoryRegion region = _regions[IndexOf(at)];
                ulong offset = at - region.GuestAddress;
                ulong part = Math.Min(left, region.Length - offset);
                if (pass == 1)
                    region.Discard(offset, part);
                else if (offset % GuestPages.SizeOf(region.Backing) != 0 || part % GuestPages.SizeOf(region.Backing) != 0)
                    throw new ArgumentException($"Pages are given back whole: {part} bytes at 0x{at:X} are not in pages of {GuestPages.SizeOf(region.Backing)} bytes.");
                at += part;
                left -= part;
            }
        }
    }

    /// <summary>Makes all pages now.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    /// <exception cref="KernelException">ENOMEM, EFAULT: there is not as much memory.</exception>
    public void Prefault()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (GuestMemoryRegion region in _regions)
            region.Prefault();
    }

    private Span<byte> PartAt(ulong address, ulong most)
    {
        GuestMemoryRegion region = _regions[IndexOf(address)];
        ulong offset = address - region.GuestAddress;
        // SAFETY: the part ends with the region.
        return new Span<byte>(region.Mapping.Address + offset, (int)Math.Min(most, region.Length - offset));
    }

    // Every byte lies in a region. Up to 2^64 itself, which is no address any more.
    private void CheckRange(ulong address, ulong length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ulong at = address;
        for (ulong left = length; left > 0;)
        {
            int index = IndexOf(at);
            if (index < 0)
                ThrowOutside(address, length);
            ulong part = Math.Min(left, _regions[index].Length - (at - _regions[index].GuestAddress));
            left -= part;
            at += part;
            if (at == 0 && left > 0)
                ThrowOutside(address, length);
        }
    }
}
