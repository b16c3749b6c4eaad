namespace VirtCore.Kvm;

/// <summary>Where a VM's interrupt controllers are.</summary>
public enum KvmIrqchipKind : uint
{
    /// <summary>In this process, all of them.</summary>
    None = 0,

    /// <summary>The local APICs in the kernel, the rest in this process (<see cref="KvmVm.EnableSplitIrqchip"/>).</summary>
    Split = 1,

    /// <summary>In the kernel, all of them (<see cref="KvmVm.CreateIrqchip"/>).</summary>
    Kernel = 2,
}
