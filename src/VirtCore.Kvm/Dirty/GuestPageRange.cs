namespace VirtCore.Kvm;

/// <summary>Guest pages side by side, of 4096 bytes each.</summary>
/// <param name="FirstPage">The number of the first one: its guest physical address by 4096, where the log is numbered so.</param>
/// <param name="Count">How many, in pages.</param>
public readonly record struct GuestPageRange(ulong FirstPage, ulong Count);
