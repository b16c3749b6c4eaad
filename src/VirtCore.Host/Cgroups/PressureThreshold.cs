using System.Globalization;

namespace VirtCore.Host;

/// <summary>A pressure trigger: it fires when tasks have waited for longer than a time within a window.</summary>
/// <remarks>
/// Without CAP_SYS_RESOURCE the kernel takes windows of whole multiples of 2 s only (Linux 6.5), and before that none.
/// It fires at most once a window. See <see href="https://docs.kernel.org/accounting/psi.html#monitoring-for-pressure-thresholds">the kernel's description</see>, Linux 5.2.
/// </remarks>
/// <param name="Stall">Who waits.</param>
/// <param name="Time">How long, to the microsecond: more than nothing and at most the window.</param>
/// <param name="Window">Within what, to the microsecond: 500 ms to 10 s.</param>
public readonly record struct PressureThreshold(PressureStall Stall, TimeSpan Time, TimeSpan Window)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_unprivileged = TimeSpan.FromSeconds(2);

    /// <summary>Whether the kernel takes it without CAP_SYS_RESOURCE.</summary>
    public bool IsUnprivileged => Window.Ticks % s_unprivileged.Ticks == 0;

    /// <summary>As it is written into a pressure file: <c>some 150000 1000000</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kernel takes it.</exception>
    internal string Format()
    {
        if (Stall is not (PressureStall.Some or PressureStall.Full))
            throw new ArgumentOutOfRangeException(nameof(Stall), Stall, "There is no such stall.");
        if (Window < s_shortest || Window > s_longest)
            throw new ArgumentOutOfRangeException(nameof(Window), Window, "A pressure window is 500 ms to 10 s long.");
        if (Time < TimeSpan.FromMicroseconds(1) || Time > Window)
            throw new ArgumentOutOfRangeException(nameof(Time), Time, "The time of a pressure trigger is more than nothing and at most its window.");
        return string.Create(
            CultureInfo.InvariantCulture, $"{(Stall == PressureStall.Some ? "some" : "full")} {Time.Ticks / TimeSpan.TicksPerMicrosecond} {Window.Ticks / TimeSpan.TicksPerMicrosecond}");
    }
}
