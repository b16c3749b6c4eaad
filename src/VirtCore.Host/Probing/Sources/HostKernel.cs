using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>What the probe asks the kernel by calls: this host's, or answers that were recorded on another.</summary>
internal abstract class HostKernel
{
    /// <summary>The kernel that runs.</summary>
    public static HostKernel Running { get; } = new RunningKernel();

    /// <summary>KVM's own word, and a guest that it runs. Asked only where /proc/misc has its device, so that opening it loads nothing.</summary>
    public abstract KvmAnswer Kvm();

    /// <summary><see cref="KernelFeatures.Autokill"/>.</summary>
    public abstract int Autokill();

    /// <summary><see cref="KernelFeatures.IoUring"/>.</summary>
    public abstract int IoUring();

    /// <summary><see cref="KernelFeatures.Userfaultfd"/>.</summary>
    public abstract int Userfaultfd();

    /// <summary>The highest cgroup that was given to this process, and by whom: <see cref="CgroupHierarchy.TryOpenDelegated"/>.</summary>
    public abstract (CgroupDelegation Kind, string? Path) Delegation();

    /// <summary>What a pidfd of this process tells.</summary>
    public abstract PidfdAnswer Pidfd();
}
