using System.Text.Json;
using VirtCore.Migration;
using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class DemoJsonTests
{
    [Fact]
    public void A_run_is_one_line_with_the_keys_that_scripts_read()
    {
        var report = new DemoReport(
            "tcg",
            new GuestReport("6.1.0", 256, 8, 1234.5, 300, Continuous: true),
            MovedReport.From(Report(), TimeSpan.FromMilliseconds(21.04)),
            new AutokillReport("perform", 1.3, SourceRunning: true, Leftovers: 0));
        Assert.Equal(
            """{"accelerator":"tcg","guest":{"kernel":"6.1.0","memoryMiB":256,"dirtyMiBPerSecond":8,"bootMs":1234.5,"ticks":300,"continuous":true},"migration":"""
            + """{"totalMs":310.3,"downtimeMs":12,"guestDowntimeMs":21,"cpusStoppedMs":14.5,"transferredBytes":1000,"phases":"""
            + """{"begin":1,"prepare":40,"perform":250,"finish":9.3,"confirm":10}},"autokill":"""
            + """{"killedIn":"perform","targetGoneMs":1.3,"sourceRunning":true,"leftovers":0}}""",
            JsonSerializer.Serialize(report, DemoJson.Default.DemoReport));
    }

    [Fact]
    public void What_the_controller_says_arrives_as_it_was()
    {
        var progress = new MigrationProgress
        {
            Phase = MigrationPhase.Perform,
            Elapsed = TimeSpan.FromMilliseconds(250),
            TransferredBytes = 1,
            RemainingBytes = 2,
            TotalBytes = 3,
            BytesPerSecond = 4,
            DirtyBytesPerSecond = 5,
            Passes = 6,
        };
        string line = JsonSerializer.Serialize(ControllerLine.From(progress, 42), DemoJson.Default.ControllerLine);
        ControllerLine read = JsonSerializer.Deserialize(line, DemoJson.Default.ControllerLine)!;
        Assert.DoesNotContain('\n', line);
        Assert.Equal(progress, read.ToProgress());
        Assert.Equal(42, read.TargetProcessId);
        Assert.True(read.IsMidway);
    }

    [Theory]
    [InlineData(MigrationPhase.Prepare, 1, 1, 42)]
    [InlineData(MigrationPhase.Finish, 1, 1, 42)]
    [InlineData(MigrationPhase.Perform, 0, 1, 42)]
    [InlineData(MigrationPhase.Perform, 1, 0, 42)]
    [InlineData(MigrationPhase.Perform, 1, 1, null)]
    public void The_middle_of_Perform_is_where_memory_is_under_way_to_a_target(MigrationPhase phase, long transferred, long remaining, int? target) =>
        Assert.False(new ControllerLine { Phase = phase, TransferredBytes = transferred, RemainingBytes = remaining, TargetProcessId = target }.IsMidway);

    private static MigrationReport Report() => new()
    {
        Id = Guid.NewGuid(),
        Total = TimeSpan.FromMilliseconds(310.26),
        Phases = new MigrationPhaseTimes(Ms(1), Ms(40), Ms(250), Ms(9.26), Ms(10)),
        Stream = new MigrationStreamStatistics { TransferredBytes = 1000, TotalBytes = 2000, Passes = 2, Downtime = Ms(12) },
        CpusStopped = Ms(14.5),
    };

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
