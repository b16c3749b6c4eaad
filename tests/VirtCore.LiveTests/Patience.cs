using System.Globalization;

namespace VirtCore.LiveTests;

/// <summary>How long a test waits before it says that something does not come. On a slow machine that takes longer: <c>VIRTCORE_TIME_FACTOR</c>.</summary>
/// <remarks>The lab sets the factor: an emulated CPU is 20 to 50 times slower.</remarks>
internal static class Patience
{
    public static double Factor { get; } =
        double.TryParse(Environment.GetEnvironmentVariable("VIRTCORE_TIME_FACTOR"), NumberStyles.Float, CultureInfo.InvariantCulture, out double factor) && factor >= 1
            ? factor : 1;

    /// <summary>Seconds of a fast machine.</summary>
    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds * Factor);
}
