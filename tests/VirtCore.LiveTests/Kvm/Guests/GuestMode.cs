namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>The mode in which a guest's first instruction runs.</summary>
internal enum GuestMode
{
    /// <summary>16 bit: all segments begin at 0.</summary>
    Real,

    /// <summary>32 bit: flat segments, no paging.</summary>
    Protected,

    /// <summary>64 bit: the first GiB is mapped where it lies, in pages of 2 MiB.</summary>
    Long,
}
