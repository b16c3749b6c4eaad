namespace VirtCore.Qmp;

/// <summary>A switch of QEMU's migration.</summary>
/// <param name="Name">QEMU's name of it: <c>events</c>, <c>pause-before-switchover</c>, <c>postcopy-ram</c>, <c>multifd</c>.</param>
/// <param name="Enabled">On or off.</param>
public readonly record struct MigrationCapability(string Name, bool Enabled);
