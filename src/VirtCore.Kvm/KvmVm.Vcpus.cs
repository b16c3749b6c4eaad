using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVm
{
    private readonly List<KvmVcpu> _vcpus = [];
    private readonly List<KvmDevice> _devices = [];

    /// <summary>The vCPUs that were made, in that order; disposed ones as well.</summary>
    public IReadOnlyList<KvmVcpu> Vcpus
    {
        get
        {
            lock (_lock)
                return [.. _vcpus];
        }
    }

    /// <summary>Makes a vCPU (<c>KVM_CREATE_VCPU</c>).</summary>
    /// <param name="id">Its number, which is its APIC's id on x86. Below <see cref="KvmCapability.MaxVcpuId"/>.</param>
    /// <exception cref="KernelException">EEXIST: the number is taken, also by one that was disposed. EINVAL: the number or the count of vCPUs is beyond what KVM allows.</exception>
    public KvmVcpu CreateVcpu(uint id = 0)
    {
        lock (_lock)
        {
            ThrowIfDisposedUnsynchronized();
            int number = KvmIoctl.Call(_descriptor, KVM.CREATE_VCPU, (ulong)id, $"vCPU {id}",
                $"Numbers are below KVM_CAP_MAX_VCPU_ID, taken once for the life of a VM, and there are at most KVM_CAP_MAX_VCPUS; this VM has {_vcpus.Count}.");
            var descriptor = new SafeVcpuDescriptor(number);
            try
            {
                var vcpu = new KvmVcpu(this, id, descriptor, _vcpuMmapSize);
                try
                {
                    AddDirtyRingUnsynchronized(descriptor);
                }
                catch
                {
                    vcpu.Dispose();
                    throw;
                }

                _vcpus.Add(vcpu);
                return vcpu;
            }
            catch
            {
                descriptor.Dispose();
                throw;
            }
        }
    }

    /// <summary>Says which vCPU begins when the machine starts, before any is made (<c>KVM_SET_BOOT_CPU_ID</c>). 0 otherwise.</summary>
    /// <exception cref="KernelException">EBUSY: a vCPU has been made.</exception>
    public void SetBootCpuId(uint id) => KvmIoctl.Call(_descriptor, KVM.SET_BOOT_CPU_ID, (ulong)id, $"vCPU {id}", "Call it before the first vCPU is made.");

    /// <summary>Makes a device that the kernel emulates (<c>KVM_CREATE_DEVICE</c>).</summary>
    /// <param name="type">Which: also a number that VirtCore has no name for.</param>
    /// <exception cref="KernelException">ENODEV: this KVM has no such device. EEXIST: there can be but one.</exception>
    public KvmDevice CreateDevice(KvmCreateDeviceType type)
    {
        lock (_lock)
        {
            ThrowIfDisposedUnsynchronized();
            kvm_create_device request = new() { type = (uint)type };
            // SAFETY: a whole struct, on the stack.
            KvmIoctl.Call(_descriptor, KVM.CREATE_DEVICE, &request, type.ToString());
            var device = new KvmDevice(type, new SafeKvmDeviceDescriptor((int)request.fd));
            _devices.Add(device);
            return device;
        }
    }

    /// <summary>Whether a device can be made here.</summary>
    /// <exception cref="KernelException">The descriptor is no VM's.</exception>
    public bool CanCreateDevice(KvmCreateDeviceType type)
    {
        kvm_create_device request = new() { type = (uint)type, flags = KVM.CREATE_DEVICE_TEST };
        // SAFETY: a whole struct, on the stack.
        int answer = KvmIoctl.Try(_descriptor, KVM.CREATE_DEVICE, &request);
        return answer >= 0 || (answer == -Tmds.Linux.LibC.ENODEV ? false : throw KvmIoctl.Refusal("KVM_CREATE_DEVICE", -answer, type.ToString()));
    }
}
