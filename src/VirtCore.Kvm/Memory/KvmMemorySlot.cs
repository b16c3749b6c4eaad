using VirtCore.Interop;

namespace VirtCore.Kvm;

/// <summary>A range of guest physical addresses, and the memory behind it.</summary>
/// <remarks>Thread-safe. Changing a slot makes the vCPUs wait for a moment. See <see cref="KvmVm.SetUserMemoryRegion"/>.</remarks>
public sealed class KvmMemorySlot
{
    internal KvmMemorySlot(KvmVm vm, uint number, ulong guestAddress, GuestMemoryRegion region, KvmMemoryFlags flags, KvmGuestMemfd? guestMemfd, ulong guestMemfdOffset)
    {
        Vm = vm;
        Number = number;
        GuestAddress = guestAddress;
        Region = region;
        Flags = flags;
        GuestMemfd = guestMemfd;
        GuestMemfdOffset = guestMemfdOffset;
    }

    /// <summary>The VM that it belongs to.</summary>
    public KvmVm Vm { get; }

    /// <summary>Its number; the high 16 bits are the address space.</summary>
    public uint Number { get; }

    /// <summary>The first guest physical address.</summary>
    public ulong GuestAddress { get; internal set; }

    /// <summary>Its length in bytes.</summary>
    public ulong Length => Region.Length;

    /// <summary>How many pages of 4096 bytes it has: the length of its dirty log in bits.</summary>
    public ulong PageCount => Length >> 12;

    /// <summary>The memory behind it.</summary>
    public GuestMemoryRegion Region { get; }

    /// <summary>How it behaves.</summary>
    public KvmMemoryFlags Flags { get; internal set; }

    /// <summary>The memory behind its private pages, or null.</summary>
    public KvmGuestMemfd? GuestMemfd { get; }

    /// <summary>Where in that it begins, in bytes.</summary>
    public ulong GuestMemfdOffset { get; }

    /// <summary>Whether it was removed.</summary>
    public bool IsRemoved { get; internal set; }

    /// <summary>Keeps the memory for as long as the kernel may use it.</summary>
    internal MappingReference? Reference { get; set; }

    /// <summary>Moves it to other guest physical addresses. Its content stays; its dirty log is lost.</summary>
    /// <remarks>For a moment it is at neither, so that a guest that runs may leave with an MMIO exit at both.</remarks>
    /// <exception cref="ArgumentException">As for <see cref="KvmVm.SetUserMemoryRegion"/>. It stays where it was.</exception>
    /// <exception cref="KernelException">EINVAL: one with a guest_memfd or that is read-only cannot move.</exception>
    public void Move(ulong guestAddress) => Vm.Move(this, guestAddress);

    /// <summary>Changes how it behaves: the dirty log can be switched on and off at any time.</summary>
    /// <exception cref="KernelException">EINVAL: read-only cannot be changed.</exception>
    public void SetFlags(KvmMemoryFlags flags) => Vm.SetFlags(this, flags);

    /// <summary>Takes the memory from the guest: its accesses there leave as MMIO exits.</summary>
    /// <exception cref="InvalidOperationException">It was removed already.</exception>
    public void Remove() => Vm.Remove(this);
}
