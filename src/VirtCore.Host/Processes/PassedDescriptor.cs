using System.Runtime.InteropServices;

namespace VirtCore.Host;

/// <summary>A descriptor that a new process gets, at a number of its own.</summary>
/// <param name="Handle">An open descriptor of this process. The launch borrows it; closing it stays the caller's.</param>
/// <param name="Number">Its number in the new process, 0 to 1023.</param>
public sealed record PassedDescriptor(SafeHandle Handle, int Number);
