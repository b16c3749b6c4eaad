namespace VirtCore.Qmp;

/// <summary>The empty reply of commands that only succeed or fail.</summary>
public readonly struct QmpNothing;
