using VirtCore.Qmp;

namespace VirtCore.Qemu;

/// <summary>A QEMU program of this host.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Version">Its version, by its own word; null when it did not start.</param>
/// <param name="Problem">Why it did not start, or null.</param>
public sealed record QemuProgram(string Path, QmpVersion? Version, string? Problem);
