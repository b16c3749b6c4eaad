namespace VirtCore.Kvm;

/// <summary>A guest's write that was collected.</summary>
/// <param name="Address">The guest physical address or port.</param>
/// <param name="Length">How many bytes, 1 to 8.</param>
/// <param name="Data">The bytes, as a little-endian number.</param>
/// <param name="IsPort">Whether it was to a port.</param>
public readonly record struct KvmCoalescedWrite(ulong Address, int Length, ulong Data, bool IsPort);
