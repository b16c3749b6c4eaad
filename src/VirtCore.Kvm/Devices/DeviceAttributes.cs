using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary><c>struct kvm_device_attr</c>: the same three calls on a device, a VM, a vCPU and on KVM itself.</summary>
internal static unsafe class DeviceAttributes
{
    public static bool Has(SafeDescriptor on, uint group, ulong attribute)
    {
        kvm_device_attr request = new() { group = group, attr = attribute };
        // SAFETY: a whole struct, on the stack.
        int answer = KvmIoctl.Try(on, KVM.HAS_DEVICE_ATTR, &request);
        return answer >= 0 || (answer == -ENXIO ? false : throw KvmIoctl.Refusal("KVM_HAS_DEVICE_ATTR", -answer, Name(group, attribute)));
    }

    public static void Get<T>(SafeDescriptor on, uint group, ulong attribute, ref T value) where T : unmanaged
    {
        // SAFETY: the value is held for the call. That it has the kernel's size is what the caller promises.
        fixed (T* place = &value)
        {
            kvm_device_attr request = new() { group = group, attr = attribute, addr = (ulong)place };
            KvmIoctl.Call(on, KVM.GET_DEVICE_ATTR, &request, Name(group, attribute));
        }
    }

    public static void Set<T>(SafeDescriptor on, uint group, ulong attribute, in T value) where T : unmanaged
    {
        // SAFETY: as in Get; the kernel only reads it.
        fixed (T* place = &value)
        {
            kvm_device_attr request = new() { group = group, attr = attribute, addr = (ulong)place };
            KvmIoctl.Call(on, KVM.SET_DEVICE_ATTR, &request, Name(group, attribute));
        }
    }

    private static string Name(uint group, ulong attribute) => $"group {group}, attribute {attribute}";
}
