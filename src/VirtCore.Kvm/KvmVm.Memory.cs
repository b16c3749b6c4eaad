using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVm
{
    private const ulong PageSize = 4096;
    private const int AddressSpaceShift = 16; // the high half of a slot's number is an address space: 1 is that of system management mode

    private readonly SortedDictionary<uint, KvmMemorySlot> _slots = [];

    /// <summary>The slots in use, by number.</summary>
    public IReadOnlyList<KvmMemorySlot> MemorySlots
    {
        get
        {
            lock (_lock)
                return [.. _slots.Values];
        }
    }

    /// <summary>Gives the VM every region of a memory, where it says it lies, in the first free slots.</summary>
    /// <param name="memory">The memory. It may serve several VMs, and is given back when it was disposed and the last of them has gone.</param>
    /// <param name="flags">How the slots behave.</param>
    /// <exception cref="ArgumentException">A region overlaps a slot that is there. None was added.</exception>
    /// <exception cref="KernelException">EINVAL or ENOMEM: more slots than <see cref="KvmCapability.NrMemslots"/>, an address beyond the processor's. None was added.</exception>
    public void AddMemory(GuestMemory memory, KvmMemoryFlags flags = KvmMemoryFlags.None)
    {
        ArgumentNullException.ThrowIfNull(memory);
        lock (_lock)
        {
            var added = new List<KvmMemorySlot>();
            try
            {
                uint slot = 0;
                foreach (GuestMemoryRegion region in memory.Regions)
                {
                    while (_slots.ContainsKey(slot))
                        slot++;
                    added.Add(SetUserMemoryRegion(slot, region.GuestAddress, region, flags));
                }
            }
            catch
            {
                foreach (KvmMemorySlot slot in added)
                    slot.Remove();
                throw;
            }
        }
    }

    /// <summary>Puts a region into a free slot (<c>KVM_SET_USER_MEMORY_REGION</c>; with a guest_memfd <c>KVM_SET_USER_MEMORY_REGION2</c>, Linux 6.8).</summary>
    /// <param name="slot">The slot's number, below <see cref="KvmCapability.NrMemslots"/>. Its high 16 bits are an address space: 0, or 1 for system management mode.</param>
    /// <param name="guestAddress">Where the guest sees it: a multiple of 4096.</param>
    /// <param name="region">The memory.</param>
    /// <param name="flags">How it behaves.</param>
    /// <param name="guestMemfd">Memory of the guest's alone, for pages that are private; with <see cref="KvmMemoryFlags.GuestMemfd"/>.</param>
    /// <param name="guestMemfdOffset">Where in it the slot begins, in bytes.</param>
    /// <exception cref="ArgumentException">The address or length is not in whole pages, wraps around 2^64, or overlaps another slot of the address space.</exception>
    /// <exception cref="InvalidOperationException">The slot is in use.</exception>
    /// <exception cref="KernelException">EINVAL, ENOMEM, as the kernel says.</exception>
    public KvmMemorySlot SetUserMemoryRegion(uint slot, ulong guestAddress, GuestMemoryRegion region, KvmMemoryFlags flags = KvmMemoryFlags.None,
        KvmGuestMemfd? guestMemfd = null, ulong guestMemfdOffset = 0)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (flags.HasFlag(KvmMemoryFlags.GuestMemfd) != guestMemfd is not null)
            throw new ArgumentException("The flag GuestMemfd and a guest_memfd go together.", nameof(flags));
        lock (_lock)
        {
            ThrowIfDisposedUnsynchronized();
            if (_slots.ContainsKey(slot))
                throw new InvalidOperationException($"Memory slot {slot} is in use. Remove it first, or use Move.");
            CheckPlace(slot, guestAddress, region.Length);
            var added = new KvmMemorySlot(this, slot, guestAddress, region, flags, guestMemfd, guestMemfdOffset);
            added.Reference = new MappingReference(region.Mapping);
            try
            {
                Apply(added, guestAddress, region.Length, flags);
            }
            catch
            {
                added.Reference.Dispose();
                throw;
            }

            _slots.Add(slot, added);
            return added;
        }
    }

    /// <summary>Makes memory that only the guest can use (<c>KVM_CREATE_GUEST_MEMFD</c>, Linux 6.8).</summary>
    /// <param name="length">Its length in bytes, in whole pages.</param>
    /// <param name="flags">None is defined by Linux 6.8.</param>
    /// <exception cref="KernelException">ENOTTY: the kernel is older. EINVAL: not for this type of VM.</exception>
    public KvmGuestMemfd CreateGuestMemfd(ulong length, ulong flags = 0)
    {
        kvm_create_guest_memfd request = new() { size = length, flags = flags };
        // SAFETY: a whole struct, on the stack.
        return new KvmGuestMemfd(length, new SafeFileDescriptor(KvmIoctl.Call(_descriptor, KVM.CREATE_GUEST_MEMFD, &request)));
    }

    /// <summary>Says whether pages are private to the guest or shared with the host (<c>KVM_SET_MEMORY_ATTRIBUTES</c>, Linux 6.8).</summary>
    /// <param name="guestAddress">The first byte, page-aligned.</param>
    /// <param name="length">How many bytes, in whole pages.</param>
    /// <param name="isPrivate">Private: from the guest_memfd. Shared: from the region.</param>
    /// <exception cref="KernelException">ENOTTY: the kernel is older. EINVAL: not for this type of VM, or not in pages.</exception>
    public void SetMemoryAttributes(ulong guestAddress, ulong length, bool isPrivate)
    {
        kvm_memory_attributes request = new() { address = guestAddress, size = length, attributes = isPrivate ? KVM.MEMORY_ATTRIBUTE_PRIVATE : 0 };
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.SET_MEMORY_ATTRIBUTES, &request, $"0x{guestAddress:X}");
    }

    internal void Move(KvmMemorySlot slot, ulong guestAddress)
    {
        lock (_lock)
        {
            CheckPresentUnsynchronized(slot);
            CheckPlace(slot.Number, guestAddress, slot.Length);
            Apply(slot, guestAddress, slot.Length, slot.Flags);
            slot.GuestAddress = guestAddress;
        }
    }

    internal void SetFlags(KvmMemorySlot slot, KvmMemoryFlags flags)
    {
        lock (_lock)
        {
            CheckPresentUnsynchronized(slot);
            Apply(slot, slot.GuestAddress, slot.Length, flags);
            slot.Flags = flags;
        }
    }

    internal void Remove(KvmMemorySlot slot)
    {
        lock (_lock)
        {
            CheckPresentUnsynchronized(slot);
            Apply(slot, slot.GuestAddress, 0, KvmMemoryFlags.None);
            _slots.Remove(slot.Number);
            slot.IsRemoved = true;
            slot.Reference!.Dispose();
        }
    }

    internal void CheckPresentUnsynchronized(KvmMemorySlot slot)
    {
        ThrowIfDisposedUnsynchronized();
        if (slot.IsRemoved)
            throw new InvalidOperationException($"Memory slot {slot.Number} was removed.");
    }

    private void CheckPlace(uint number, ulong address, ulong length)
    {
        if (address % PageSize != 0 || length % PageSize != 0 || length == 0)
            throw new ArgumentException($"A memory slot is in whole pages of {PageSize} bytes: 0x{address:X}, {length} bytes.");
        if (length - 1 > ulong.MaxValue - address)
            throw new ArgumentException($"A memory slot of {length} bytes at 0x{address:X} goes beyond 2^64.");
        foreach (KvmMemorySlot other in _slots.Values)
        {
            if (other.Number != number && other.Number >> AddressSpaceShift == number >> AddressSpaceShift
                && address <= other.GuestAddress + (other.Length - 1) && other.GuestAddress <= address + (length - 1))
                throw new ArgumentException($"Memory slot {number}, {length} bytes at 0x{address:X}, overlaps slot {other.Number}, {other.Length} bytes at 0x{other.GuestAddress:X}.");
        }
    }

    // The lock is held: what the kernel knows and what the dictionary says stay one.
    private void Apply(KvmMemorySlot slot, ulong guestAddress, ulong length, KvmMemoryFlags flags)
    {
        string target = $"slot {slot.Number}, {slot.Length} bytes at 0x{guestAddress:X}";
        if (slot.GuestMemfd is not { } guestMemfd || length == 0)
        {
            kvm_userspace_memory_region request = new()
            {
                slot = slot.Number,
                flags = (uint)flags,
                guest_phys_addr = guestAddress,
                memory_size = length,
                userspace_addr = (ulong)slot.Region.Mapping.Address,
            };
            // SAFETY: a whole struct, on the stack. The mapping is referenced until the slot is gone, so the guest never sees another's memory.
            KvmIoctl.Call(_descriptor, KVM.SET_USER_MEMORY_REGION, &request, target);
            return;
        }

        using var lease = new DescriptorLease(guestMemfd.Descriptor);
        kvm_userspace_memory_region2 second = new()
        {
            slot = slot.Number,
            flags = (uint)flags,
            guest_phys_addr = guestAddress,
            memory_size = length,
            userspace_addr = (ulong)slot.Region.Mapping.Address,
            guest_memfd = (uint)lease.Number,
            guest_memfd_offset = slot.GuestMemfdOffset,
        };
        // SAFETY: as above.
        KvmIoctl.Call(_descriptor, KVM.SET_USER_MEMORY_REGION2, &second, target);
    }

    private void ReleaseMemory()
    {
        foreach (KvmMemorySlot slot in _slots.Values)
            slot.Reference!.Dispose();
    }
}
