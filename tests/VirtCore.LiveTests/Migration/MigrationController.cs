using VirtCore.Migration;
using VirtCore.Qemu;

namespace VirtCore.LiveTests.Migration;

/// <summary>A process that migrates a domain between two state directories and stops for good at a given moment, so that it can be killed there.</summary>
internal static class MigrationController
{
    /// <summary>The name under which the test program runs as this controller.</summary>
    public const string Name = "migration";

    /// <summary>Says on standard output that the moment has come.</summary>
    public const string Arrived = "arrived";

    /// <summary>Moments inside of Perform, by how much of the guest's memory has been sent.</summary>
    public const string PerformEarly = "early in Perform";

    public const string PerformLate = "late in Perform";

    public static async Task<int> RunAsync(string sourceDirectory, string targetDirectory, string domainName, string moment)
    {
        await using QemuHost source = await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = sourceDirectory });
        await using QemuHost target = await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = targetDirectory });
        if (!source.TryGetDomain(domainName, out QemuDomain? domain))
            throw new InvalidOperationException($"There is no domain \"{domainName}\".");

        bool slow = moment is PerformEarly or PerformLate;
        await MigrationTest.MigrateAsync(
            domain, target, ArriveAsync, new MigrationOptions { MaxBytesPerSecond = slow ? 8 << 20 : 0 }, new PerformMoments(moment));
        Console.WriteLine("done");
        return 0;

        ValueTask ArriveAsync(string step) => step == moment ? StopAsync() : ValueTask.CompletedTask;
    }

    private static async ValueTask StopAsync()
    {
        Console.WriteLine(Arrived);
        await Task.Delay(Timeout.Infinite);
    }

    private sealed class PerformMoments(string moment) : IProgress<MigrationProgress>
    {
        private bool _arrived;

        public void Report(MigrationProgress value)
        {
            bool here = !_arrived && value.TransferredBytes > 0 && moment switch
            {
                PerformEarly => value.RemainingBytes > value.TotalBytes / 2,
                PerformLate => value.Passes >= 2,
                _ => false,
            };
            if (!here)
                return;
            _arrived = true;
            Console.WriteLine(Arrived);
        }
    }
}
