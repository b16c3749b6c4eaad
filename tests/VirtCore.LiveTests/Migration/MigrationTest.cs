using VirtCore.Host;
using VirtCore.LiveTests.Leftovers;
using VirtCore.Migration;
using VirtCore.Qemu;
using VirtCore.Qmp;
using VirtCore.TestGuests;
using Xunit;

namespace VirtCore.LiveTests.Migration;

/// <summary>Two hosts on this machine, and a tiny guest whose memory tells whether anything of it was lost.</summary>
public abstract class MigrationTest : LiveTest
{
    private static readonly TinyGuest s_guest = new() { RangeMebibytes = 8 };
    private static readonly TimeSpan s_patience = Patience.Seconds(20);

    private readonly List<QemuHost> _hosts = [];

    protected MigrationTest() => Requires.Qemu();

    protected string SourceDirectory => Path.Combine(PrivateDirectory, "source");

    protected string TargetDirectory => Path.Combine(PrivateDirectory, "target");

    protected const string GuestName = "guest";

    /// <summary>The tiny guest: increments a byte in each page of 8 MiB, over and over.</summary>
    protected DomainDefinition Definition()
    {
        string image = Path.Combine(PrivateDirectory, "guest.img");
        if (!File.Exists(image))
            s_guest.WriteImage(image);
        return new DomainDefinition
        {
            Name = GuestName,
            Uuid = Guid.NewGuid(),
            Memory = MemorySize.FromMebibytes(32),
            Machine = "pc",
            Accelerator = Accelerator.Tcg,
            Boot = new BootSource { FloppyImage = image },
            Serial = SerialPort.ToFile(Path.Combine(PrivateDirectory, "serial.log")),
        };
    }

    protected Task<QemuHost> OpenSourceAsync() => OpenAsync(SourceDirectory);

    protected Task<QemuHost> OpenTargetAsync() => OpenAsync(TargetDirectory);

    protected async Task<QemuHost> OpenAsync(string stateDirectory)
    {
        QemuHost host = await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = stateDirectory });
        _hosts.Add(host);
        return host;
    }

    protected async Task CloseAsync(QemuHost host)
    {
        _hosts.Remove(host);
        await host.DisposeAsync();
    }

    /// <summary>Starts the guest and waits until it has gone over its memory at least once.</summary>
    protected async Task<QemuDomain> StartGuestAsync(QemuHost host, bool paused = false)
    {
        QemuDomain domain = await host.StartAsync(Definition());
        await WaitForPassesAsync(2);
        if (paused)
            await domain.PauseAsync();
        return domain;
    }

    /// <summary>Waits until the guest has told of so many more passes over its memory.</summary>
    protected async Task WaitForPassesAsync(int passes)
    {
        string serial = Path.Combine(PrivateDirectory, "serial.log");
        long wanted = (File.Exists(serial) ? new FileInfo(serial).Length : 0) + passes;
        await WaitUntilAsync(() => File.Exists(serial) && new FileInfo(serial).Length >= wanted, "the guest does not run on");
    }

    /// <summary>The guest runs on, and its memory is what it wrote.</summary>
    protected async Task AssertIntactAsync(QemuDomain domain)
    {
        await WaitForPassesAsync(2);
        await AssertMemoryAsync(domain);
    }

    /// <summary>The guest's memory is what it wrote. It is stopped for the look.</summary>
    protected async Task AssertMemoryAsync(QemuDomain domain)
    {
        bool ran = domain.State == DomainState.Running;
        if (ran)
            await domain.PauseAsync();
        string dump = Path.Combine(PrivateDirectory, $"memory-{Guid.NewGuid():N}");
        await domain.Monitor.PmemsaveAsync(TinyGuest.RangeStart, s_guest.RangeBytes, dump);
        Assert.Null(GuestMemoryOracle.FindFault(GuestMemoryOracle.ReadDump(dump, TinyGuest.PageSize)));
        File.Delete(dump);
        if (ran)
            await domain.ResumeAsync();
    }

    /// <summary>Migrates a domain and tells of each call that the engine makes of its ports.</summary>
    internal static ValueTask<MigrationReport> MigrateAsync(
        QemuDomain domain, QemuHost target, Func<string, ValueTask> onStep, MigrationOptions? options = null, IProgress<MigrationProgress>? progress = null) =>
        domain.Host.MigrateAsync(
            domain, target, options, progress, (source, incoming) => (new SteppedSource(source, onStep), new SteppedTarget(incoming, onStep)), CancellationToken.None);

    /// <summary>QEMU's own word on whether the CPUs run.</summary>
    protected static async Task<bool> RunsAsync(QemuDomain domain)
    {
        MachineStatus status = await domain.Monitor.QueryStatusAsync();
        return status.Running;
    }

    protected static async Task KillAsync(int processId)
    {
        using Pidfd? process = Pidfd.TryOpen(processId);
        if (process is null)
            return;
        process.Signal(9);
        await process.WaitAsync().AsTask().WaitAsync(s_patience);
    }

    // The condition is another process's doing; nothing tells when it holds, so it is looked at until it does.
    protected static async Task WaitUntilAsync(Func<bool> condition, string otherwise)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > s_patience)
                Assert.Fail(otherwise);
            await Task.Delay(2);
        }
    }

    protected override async ValueTask CleanUpAsync()
    {
        foreach (QemuHost host in _hosts.ToArray())
        {
            foreach (QemuDomain domain in host.Domains)
                await domain.DestroyAsync();
            await CloseAsync(host);
        }
    }
}
