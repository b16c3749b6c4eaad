namespace VirtCore.Netlink;

/// <summary>How much may go one way.</summary>
/// <param name="AverageBytesPerSecond">What may go in the long run. libvirt's <c>average</c> is in KiB a second.</param>
public sealed record BandwidthLimit(ulong AverageBytesPerSecond)
{
    /// <summary>How fast a burst may go; null for as fast as it can. libvirt's <c>peak</c>. Inbound only, as in libvirt.</summary>
    public ulong? PeakBytesPerSecond { get; init; }

    /// <summary>How many bytes may go at once after a pause; null for what a tenth of a second carries, and 16 KiB at least. libvirt's <c>burst</c> is in KiB.</summary>
    public uint? BurstBytes { get; init; }

    /// <summary>What the machine gets at least of what its bridge gives out; null for what is left. libvirt's <c>floor</c>. Inbound only, by <see cref="TapNetwork"/>, at a bridge with a pool (<see cref="Rtnetlink.SetBandwidthPool"/>).</summary>
    public ulong? FloorBytesPerSecond { get; init; }

    internal uint Burst => BurstBytes ?? (uint)Math.Clamp(AverageBytesPerSecond / 10, 16 << 10, 64 << 20);
}
