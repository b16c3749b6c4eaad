using BenchmarkDotNet.Attributes;
using VirtCore.Interop;

namespace VirtCore.Bench;

/// <summary>What a deadline costs that is armed and disarmed, as every command's is.</summary>
public class TimerWheelBenchmarks
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly TimerWheel _wheel = new(TimeProvider.System);
    private readonly Unexpected _deadline = new();

    [Benchmark]
    public bool ArmAndDisarm()
    {
        _wheel.Arm(_deadline, s_timeout);
        return _wheel.Disarm(_deadline);
    }

    private sealed class Unexpected : Deadline
    {
        protected internal override void OnExpired() => throw new InvalidOperationException("The deadline was disarmed, and fired.");
    }
}
