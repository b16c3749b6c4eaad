using System.Diagnostics;

namespace VirtCore.Bench;

/// <summary>Runs ours for a while: the runtime compiles what is used much a second and a third time, in the background, and not at once.</summary>
internal static class WarmUp
{
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(2);

    public static void For(Func<Run> ours)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < s_time)
            ours();
    }
}
