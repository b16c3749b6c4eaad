namespace VirtCore.Kvm;

/// <summary>Which way the data of an exit goes.</summary>
public enum KvmIoDirection : byte
{
    /// <summary>The guest reads: the host fills the data in before the next run.</summary>
    In = 0,

    /// <summary>The guest writes.</summary>
    Out = 1,
}
