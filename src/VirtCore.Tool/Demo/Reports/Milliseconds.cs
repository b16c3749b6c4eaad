namespace VirtCore.Tool.Demo;

/// <summary>Times in reports: milliseconds to a tenth.</summary>
internal static class Milliseconds
{
    public static double Of(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
