using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A virtual machine: an address space, interrupt controllers, and the vCPUs and devices in it (<c>KVM_CREATE_VM</c>).</summary>
/// <remarks>
/// Thread-safe. Everything that it is lives in descriptors of this process: when the process dies, however, the kernel takes the machine down and nothing stays.
/// See <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.
/// </remarks>
public sealed unsafe partial class KvmVm : IDisposable
{
    private readonly Lock _lock = new();
    private readonly KvmSystem _system;
    private readonly SafeVmDescriptor _descriptor;
    private readonly int _vcpuMmapSize;
    private bool _disposed;

    internal KvmVm(KvmSystem system, SafeVmDescriptor descriptor)
    {
        _system = system;
        _vcpuMmapSize = system.VcpuMmapSize;
        _descriptor = descriptor;
    }

    internal SafeVmDescriptor Descriptor => _descriptor;

    /// <summary>What a capability is worth for this VM (<c>KVM_CHECK_EXTENSION</c>, on a VM since <see cref="KvmCapability.CheckExtensionVm"/>, Linux 3.17).</summary>
    /// <exception cref="KernelException">The kernel is older.</exception>
    public int CheckExtension(KvmCapability capability) => KvmIoctl.Call(_descriptor, KVM.CHECK_EXTENSION, (ulong)capability);

    /// <summary>Switches a capability of the VM on (<c>KVM_ENABLE_CAP</c>).</summary>
    /// <param name="capability">Which.</param>
    /// <param name="arguments">Its arguments, at most four; its documentation says what they mean.</param>
    /// <exception cref="KernelException">EINVAL: it cannot be switched on, not now, or not with these arguments.</exception>
    public void EnableCap(KvmCapability capability, params ReadOnlySpan<ulong> arguments)
    {
        kvm_enable_cap request = EnableCapRequest(capability, arguments);
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.ENABLE_CAP, &request, capability.ToString());
    }

    /// <summary>Opens what KVM counts for this VM (<c>KVM_GET_STATS_FD</c>, Linux 5.14).</summary>
    /// <exception cref="KernelException">ENOTTY or EINVAL: the kernel is older.</exception>
    public KvmStatistics OpenStatistics() => new(new SafeKvmStatisticsDescriptor(KvmIoctl.Call(_descriptor, KVM.GET_STATS_FD)));

    /// <summary>Stops, joins and closes the vCPUs, closes the devices and the VM, and then gives its memory back.</summary>
    /// <remarks>It waits for vCPUs that run in other threads: their runs end with <see cref="ObjectDisposedException"/>.</remarks>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        // Nothing is added from here on, so the lists are read without the lock: a vCPU's thread may want it while it is waited for.
        foreach (KvmVcpu vcpu in _vcpus)
            vcpu.Dispose();
        foreach (KvmDevice device in _devices)
            device.Dispose();
        ReleaseDirtyRings();
        _descriptor.Dispose();
        ReleaseMemory();
    }

    internal static kvm_enable_cap EnableCapRequest(KvmCapability capability, ReadOnlySpan<ulong> arguments)
    {
        if (arguments.Length > 4)
            throw new ArgumentException("A capability has four arguments at most.", nameof(arguments));
        kvm_enable_cap request = default;
        request.cap = (uint)capability;
        for (int i = 0; i < arguments.Length; i++)
            request.args[i] = arguments[i];
        return request;
    }

    private void ThrowIfDisposedUnsynchronized() => ObjectDisposedException.ThrowIf(_disposed, this);
}
