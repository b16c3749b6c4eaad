using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary><c>/dev/kvm</c>, for a look at what it offers. See <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</summary>
internal sealed class KvmProbe : IDisposable
{
    private readonly SafeFileDescriptor _descriptor;

    private KvmProbe(SafeFileDescriptor descriptor) => _descriptor = descriptor;

    /// <summary>Opens the device. Null with the errno.</summary>
    public static unsafe KvmProbe? TryOpen(out int error)
    {
        // SAFETY: the path is a NUL-terminated constant.
        fixed (byte* path = "/dev/kvm\0"u8)
        {
            int descriptor = open(path, O_RDWR | O_CLOEXEC, 0);
            error = descriptor < 0 ? errno : 0;
            return descriptor < 0 ? null : new KvmProbe(new SafeFileDescriptor(descriptor));
        }
    }

    /// <summary>12 since Linux 2.6.22.</summary>
    /// <exception cref="KernelException">The device has another mind.</exception>
    public int ApiVersion => Ask(KVM.GET_API_VERSION, 0);

    /// <summary>KVM_CHECK_EXTENSION: 0 where the kernel lacks it, else 1 or a number of its own.</summary>
    /// <exception cref="KernelException">The device has another mind.</exception>
    public int Check(int capability) => Ask(KVM.CHECK_EXTENSION, capability);

    /// <summary>How much of a vCPU's descriptor is to be mapped.</summary>
    /// <exception cref="KernelException">The device has another mind.</exception>
    public int VcpuMappingSize => Ask(KVM.GET_VCPU_MMAP_SIZE, 0);

    /// <summary>An empty virtual machine.</summary>
    /// <exception cref="KernelException">EBUSY where another hypervisor has the processor, ENOMEM.</exception>
    public SafeFileDescriptor CreateVm() => new(Ask(KVM.CREATE_VM, 0));

    public void Dispose() => _descriptor.Dispose();

    /// <summary>An ioctl(2) that answers a number. EINTR, which KVM_CREATE_VM may answer, is tried again.</summary>
    /// <exception cref="KernelException">It was refused.</exception>
    internal static unsafe int Ask(SafeDescriptor on, uint request, void* argument)
    {
        using var lease = new DescriptorLease(on);
        int answer;
        // SAFETY: the argument is what the request takes: a number, or a struct of the caller's.
        while ((answer = ProcessSyscalls.ioctl(lease.Number, request, argument)) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != EINTR)
                throw new KernelException(NameOf(request), error, "/dev/kvm");
        }

        return answer;
    }

    private unsafe int Ask(uint request, int argument) => Ask(_descriptor, request, (void*)argument);

    private static string NameOf(uint request) => request switch
    {
        KVM.GET_API_VERSION => "KVM_GET_API_VERSION",
        KVM.CREATE_VM => "KVM_CREATE_VM",
        KVM.CHECK_EXTENSION => "KVM_CHECK_EXTENSION",
        KVM.GET_VCPU_MMAP_SIZE => "KVM_GET_VCPU_MMAP_SIZE",
        KVM.CREATE_VCPU => "KVM_CREATE_VCPU",
        KVM.SET_USER_MEMORY_REGION => "KVM_SET_USER_MEMORY_REGION",
        KVM.SET_SIGNAL_MASK => "KVM_SET_SIGNAL_MASK",
        _ => $"ioctl 0x{request:X}",
    };
}
