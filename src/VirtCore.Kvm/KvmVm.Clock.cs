using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVm
{
    /// <summary>The guest's clock (<c>KVM_GET_CLOCK</c>).</summary>
    /// <exception cref="KernelException">The descriptor is no VM's.</exception>
    public KvmClockData GetClock()
    {
        KvmClockData clock;
        // SAFETY: a whole struct, on the stack, which the kernel fills.
        KvmIoctl.Call(_descriptor, KVM.GET_CLOCK, &clock.Raw);
        return clock;
    }

    /// <summary>Sets the guest's clock (<c>KVM_SET_CLOCK</c>).</summary>
    /// <exception cref="KernelException">EINVAL: flags that cannot be set.</exception>
    public void SetClock(KvmClockData clock)
    {
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.SET_CLOCK, &clock.Raw);
    }

    /// <summary>The frequency that vCPUs made from now on count time at, in kHz (<c>KVM_SET_TSC_KHZ</c> on a VM, Linux 5.18: <see cref="KvmCapability.VmTscControl"/>).</summary>
    /// <exception cref="KernelException">EINVAL: the processor cannot. ENOTTY: the kernel is older.</exception>
    public void SetTscKhz(uint kiloHertz) => KvmIoctl.Call(_descriptor, KVM.SET_TSC_KHZ, (ulong)kiloHertz);

    /// <summary>The frequency that vCPUs are made with, in kHz (<c>KVM_GET_TSC_KHZ</c> on a VM, Linux 5.18).</summary>
    /// <exception cref="KernelException">ENOTTY or EINVAL: the kernel is older.</exception>
    public uint GetTscKhz() => (uint)KvmIoctl.Call(_descriptor, KVM.GET_TSC_KHZ);

    /// <summary>Three pages below 4 GiB that KVM uses on Intel processors for a task state of its own (<c>KVM_SET_TSS_ADDR</c>). The guest must have no use for them.</summary>
    /// <remarks>Needed for real mode on processors before 2010; harmless elsewhere.</remarks>
    /// <exception cref="KernelException">EINVAL: not in pages, or not below 4 GiB.</exception>
    public void SetTssAddress(uint guestAddress = 0xFFFBD000) => KvmIoctl.Call(_descriptor, KVM.SET_TSS_ADDR, (ulong)guestAddress, $"0x{guestAddress:X}");

    /// <summary>One page below 4 GiB that KVM uses on Intel processors for page tables of its own (<c>KVM_SET_IDENTITY_MAP_ADDR</c>). Before the first vCPU.</summary>
    /// <exception cref="KernelException">EINVAL: a vCPU was made.</exception>
    public void SetIdentityMapAddress(ulong guestAddress)
    {
        // SAFETY: the kernel reads eight bytes of a local.
        KvmIoctl.Call(_descriptor, KVM.SET_IDENTITY_MAP_ADDR, &guestAddress, $"0x{guestAddress:X}", "Call it before the first vCPU is made.");
    }

    /// <summary>Whether the VM has an attribute (<c>KVM_HAS_DEVICE_ATTR</c>, Linux 5.16 on x86).</summary>
    /// <exception cref="KernelException">ENOTTY: a VM has none here.</exception>
    public bool HasAttribute(uint group, ulong attribute) => DeviceAttributes.Has(_descriptor, group, attribute);
}
