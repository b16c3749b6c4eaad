namespace VirtCore.Tool.Demo;

/// <summary>The guest of a run.</summary>
/// <param name="Kernel">The Linux release that it runs, or the kernel's file name.</param>
/// <param name="MemoryMiB">Its memory.</param>
/// <param name="DirtyMiBPerSecond">How much of that it makes dirty in a second.</param>
/// <param name="BootMs">From the start of QEMU to the guest's first tick.</param>
/// <param name="Ticks">How many ticks were heard, from its boot to its end.</param>
/// <param name="Continuous">Whether they were all there, each once and in order.</param>
internal sealed record GuestReport(string Kernel, long MemoryMiB, long DirtyMiBPerSecond, double BootMs, long Ticks, bool Continuous);
