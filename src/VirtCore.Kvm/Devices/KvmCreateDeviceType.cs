namespace VirtCore.Kvm;

/// <summary>A device that the kernel emulates, apart from the interrupt controllers with calls of their own.</summary>
public enum KvmCreateDeviceType : uint
{
    /// <summary>The link between VFIO groups and the VM (<c>KVM_DEV_TYPE_VFIO</c>).</summary>
    Vfio = 4,
}
