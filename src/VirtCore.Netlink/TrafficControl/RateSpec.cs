using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A rate as traffic control takes it.</summary>
internal static class RateSpec
{
    private const byte TC_LINKLAYER_ETHERNET = 1;
    private const byte CellLog = 3;

    /// <summary>How many bytes the rate tables have that kernels since 3.10 ask for and do not look at.</summary>
    public const int TableLength = 1024;

    /// <summary>A rate; one that 32 bits cannot hold says so by all ones, and goes into an attribute of its own.</summary>
    public static tc_ratespec Of(ulong bytesPerSecond) => new()
    {
        cell_log = CellLog,
        linklayer = TC_LINKLAYER_ETHERNET,
        rate = bytesPerSecond > uint.MaxValue ? uint.MaxValue : (uint)bytesPerSecond,
    };

    /// <summary>How long so many bytes take, in traffic control's ticks of 64 ns.</summary>
    public static uint TicksFor(ulong bytes, ulong bytesPerSecond) => (uint)Math.Min(bytes * 1e9 / bytesPerSecond / 64, uint.MaxValue);
}
