using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A device that the kernel emulates for a VM (<c>KVM_CREATE_DEVICE</c>), which is set up by attributes.</summary>
/// <remarks>Thread-safe. Linux 3.10. See <see href="https://docs.kernel.org/virt/kvm/devices/index.html">KVM's devices</see>.</remarks>
public sealed class KvmDevice : IDisposable
{
    private readonly SafeKvmDeviceDescriptor _descriptor;

    internal KvmDevice(KvmCreateDeviceType type, SafeKvmDeviceDescriptor descriptor) => (Type, _descriptor) = (type, descriptor);

    /// <summary>What it is.</summary>
    public KvmCreateDeviceType Type { get; }

    internal SafeKvmDeviceDescriptor Descriptor => _descriptor;

    /// <summary>Whether it has an attribute (<c>KVM_HAS_DEVICE_ATTR</c>).</summary>
    /// <exception cref="KernelException">The descriptor is no device's.</exception>
    public bool HasAttribute(uint group, ulong attribute) => DeviceAttributes.Has(_descriptor, group, attribute);

    /// <summary>Reads an attribute into memory of the caller's (<c>KVM_GET_DEVICE_ATTR</c>).</summary>
    /// <param name="group">Its group.</param>
    /// <param name="attribute">Its number.</param>
    /// <param name="value">Room for the value. It must be as large as the device's documentation says: the kernel does not ask.</param>
    /// <exception cref="KernelException">ENXIO: there is no such attribute. EPERM, EBUSY: not now.</exception>
    public void GetAttribute<T>(uint group, ulong attribute, ref T value) where T : unmanaged => DeviceAttributes.Get(_descriptor, group, attribute, ref value);

    /// <summary>Writes an attribute from memory of the caller's (<c>KVM_SET_DEVICE_ATTR</c>).</summary>
    /// <param name="group">Its group.</param>
    /// <param name="attribute">Its number.</param>
    /// <param name="value">The value, as large as the device's documentation says.</param>
    /// <exception cref="KernelException">ENXIO: there is no such attribute. EINVAL, EPERM, EBUSY: not this value, or not now.</exception>
    public void SetAttribute<T>(uint group, ulong attribute, in T value) where T : unmanaged => DeviceAttributes.Set(_descriptor, group, attribute, in value);

    /// <summary>Closes the descriptor. The device lives as long as its VM.</summary>
    public void Dispose() => _descriptor.Dispose();
}
