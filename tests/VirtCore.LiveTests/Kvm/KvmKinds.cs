namespace VirtCore.LiveTests.Kvm;

/// <summary>Kinds of KVM's descriptors.</summary>
[Flags]
internal enum KvmKinds
{
    None = 0,
    System = 1,
    Vm = 2,
    Vcpu = 4,
    Device = 8,
}
