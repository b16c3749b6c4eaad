namespace VirtCore.KvmMachine;

/// <summary>What a guest's first instruction is met with.</summary>
internal enum BootMode
{
    /// <summary>16 bits, segments with base 0.</summary>
    Real,

    /// <summary>32 bits, flat segments, no paging.</summary>
    Protected,

    /// <summary>64 bits, the first 4 GiB mapped to themselves.</summary>
    Long,
}
