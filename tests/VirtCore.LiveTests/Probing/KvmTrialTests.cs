using System.Diagnostics;
using VirtCore.Interop;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Probing;

/// <summary>The guest that the doctor runs, and others that it must survive.</summary>
public sealed class KvmTrialTests : LiveTest
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_guest_that_adds_and_halts_has_run() => Assert.Equal(KvmTrialOutcome.Ran, Run(s_limit).Outcome);

    [Theory]
    [InlineData(new byte[] { 0xF4 })] // hlt, having said nothing
    [InlineData(new byte[] { 0xB0, 41, 0xE6, 0x10, 0xF4 })] // another number
    [InlineData(new byte[] { 0xB0, 42, 0xE6, 0x11, 0xF4 })] // another port
    [InlineData(new byte[] { 0xB8, 42, 0, 0xE7, 0x10, 0xF4 })] // two bytes
    public void A_guest_that_does_something_else_has_not_run(byte[] guest) => Assert.Equal(KvmTrialOutcome.WrongExit, Run(s_limit, guest).Outcome);

    [Fact]
    public void A_guest_that_loops_is_stopped_and_nothing_of_it_stays()
    {
        long start = Stopwatch.GetTimestamp();
        KvmTrialResult result = Run(TimeSpan.FromMilliseconds(200), [0xEB, 0xFE]); // jmp to itself
        Assert.Equal(KvmTrialOutcome.TimedOut, result.Outcome);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 190, 20_000);
        Assert.True(SpinWait.SpinUntil(static () => Threads() == 0, s_limit)); // a thread that was joined is seen a moment longer
    }

    private static KvmTrialResult Run(TimeSpan limit, byte[]? guest = null)
    {
        Requires.Kvm();
        KvmProbe? device = KvmProbe.TryOpen(out int error);
        Assert.True(device is not null, $"errno {error}");
        return KvmTrial.Run(device, limit, guest);
    }

    // By name: the runtime's own come and go.
    private static int Threads() => Directory.EnumerateDirectories("/proc/self/task").Count(static task =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).StartsWith("kvm-trial", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });
}
