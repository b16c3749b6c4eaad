namespace VirtCore.Qmp;

/// <summary>One vCPU of <c>query-cpus-fast</c>.</summary>
/// <param name="Index">QEMU's index of the vCPU.</param>
/// <param name="ThreadId">The host thread that runs it.</param>
/// <param name="QomPath">Its path in QEMU's object tree.</param>
public readonly record struct CpuThread(int Index, int ThreadId, string QomPath);
