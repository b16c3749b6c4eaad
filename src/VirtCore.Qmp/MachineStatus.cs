namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-status</c>.</summary>
/// <param name="State">The run state.</param>
/// <param name="StateName">Its name as QEMU wrote it.</param>
/// <param name="Running">Whether the vCPUs run.</param>
public readonly record struct MachineStatus(RunState State, string StateName, bool Running);
