namespace VirtCore.Qmp;

/// <summary>What QEMU says first on a monitor connection.</summary>
/// <param name="Version">QEMU's version.</param>
/// <param name="OffersOutOfBand">Whether this monitor can run commands out-of-band. The client then enables it.</param>
public sealed record QmpGreeting(QmpVersion Version, bool OffersOutOfBand);
