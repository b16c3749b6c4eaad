using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary>KVM itself: <c>/dev/kvm</c>. It says what this kernel and processor offer, and makes virtual machines.</summary>
/// <remarks>Thread-safe. See <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public sealed unsafe partial class KvmSystem : IDisposable
{
    /// <summary>Where the device is, unless a container has it elsewhere.</summary>
    public const string DefaultPath = "/dev/kvm";

    private readonly SafeKvmDescriptor _descriptor;
    private readonly string _path;

    private KvmSystem(SafeKvmDescriptor descriptor, string path) => (_descriptor, _path) = (descriptor, path);

    internal SafeKvmDescriptor Descriptor => _descriptor;

    /// <summary>The version of the API: 12 since Linux 2.6.22 (<c>KVM_GET_API_VERSION</c>).</summary>
    /// <exception cref="KernelException">The descriptor is no KVM's.</exception>
    public int ApiVersion => KvmIoctl.Call(_descriptor, KVM.GET_API_VERSION, target: _path);

    /// <summary>How many bytes of a vCPU's descriptor are shared with it (<c>KVM_GET_VCPU_MMAP_SIZE</c>).</summary>
    /// <exception cref="KernelException">The descriptor is no KVM's.</exception>
    public int VcpuMmapSize => KvmIoctl.Call(_descriptor, KVM.GET_VCPU_MMAP_SIZE, target: _path);

    /// <summary>Opens KVM.</summary>
    /// <param name="path">Where the device is.</param>
    /// <exception cref="KernelException">ENOENT: there is no KVM. EACCES: this user may not use it. The hint says what to do.</exception>
    /// <exception cref="NotSupportedException">Its API has a version other than 12.</exception>
    public static KvmSystem Open(string path = DefaultPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] name = new byte[System.Text.Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        System.Text.Encoding.UTF8.GetBytes(path, name);
        // SAFETY: the name ends with a NUL, and is held for the call.
        fixed (byte* first = name)
        {
            int number = open(first, O_RDWR | O_CLOEXEC, 0);
            if (number < 0)
            {
                int error = errno;
                throw new KernelException("open", error, path, HintOf(error));
            }

            var system = new KvmSystem(new SafeKvmDescriptor(number), path);
            try
            {
                int version = system.ApiVersion;
                return version == KVM.API_VERSION ? system : throw new NotSupportedException($"{path} has version {version} of the KVM API; VirtCore knows {KVM.API_VERSION}.");
            }
            catch
            {
                system.Dispose();
                throw;
            }
        }
    }

    /// <summary>What a capability is worth here: 0 where it is missing, else 1 or a number that the capability's documentation explains (<c>KVM_CHECK_EXTENSION</c>).</summary>
    /// <remarks>Some depend on the VM: ask <see cref="KvmVm.CheckExtension"/> for those. A number that VirtCore has no name for can be cast.</remarks>
    /// <exception cref="KernelException">The descriptor is no KVM's.</exception>
    public int CheckExtension(KvmCapability capability) => KvmIoctl.Call(_descriptor, KVM.CHECK_EXTENSION, (ulong)capability, _path);

    /// <summary>The types of VM that can be made, a bit for each <see cref="KvmVmType"/>. Before Linux 6.8 the default one alone.</summary>
    /// <exception cref="KernelException">The descriptor is no KVM's.</exception>
    public uint VmTypes => (uint)CheckExtension(KvmCapability.VmTypes) | 1;

    /// <summary>Makes a VM, without memory, processors or interrupt controllers (<c>KVM_CREATE_VM</c>). EINTR is tried again.</summary>
    /// <exception cref="KernelException">EBUSY: another hypervisor has the processor. EINVAL: this KVM has no such type. ENOMEM.</exception>
    public KvmVm CreateVm(KvmVmType type = KvmVmType.Default)
    {
        int number = KvmIoctl.Call(_descriptor, KVM.CREATE_VM, (ulong)type, type == KvmVmType.Default ? null : type.ToString());
        var descriptor = new SafeVmDescriptor(number);
        try
        {
            return new KvmVm(this, descriptor);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>Closes the device. VMs that were made by it live on.</summary>
    public void Dispose() => _descriptor.Dispose();

    private static string? HintOf(int error) => error switch
    {
        _ when error == ENOENT || error == ENXIO || error == ENODEV => "Load kvm_intel or kvm_amd, switch virtualisation on in the firmware, or give the container /dev/kvm; `virtcore host check` says which.",
        _ when error == EACCES || error == EPERM => "Put this user into the group kvm.",
        _ => null,
    };
}
