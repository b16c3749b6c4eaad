using VirtCore.Migration;
using VirtCore.Qemu;

namespace VirtCore.LiveTests.Readme;

/// <summary>README's example. A test compares the text between the marks with README's.</summary>
internal static class EmbeddingExample
{
    public static async Task RunAsync(string stateDirectory, string otherStateDirectory, string kernel, string initrd)
    {
        // README begins
        await using QemuHost here = await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = stateDirectory });
        await using QemuHost there = await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = otherStateDirectory });

        QemuDomain domain = await here.StartAsync(new DomainDefinition
        {
            Name = "web-1",
            Uuid = Guid.NewGuid(),
            Memory = MemorySize.FromMebibytes(256),
            Accelerator = Accelerator.Tcg, // Kvm where it can be had
            Boot = new BootSource { Kernel = kernel, Initrd = initrd, CommandLine = "console=ttyS0" },
            Serial = SerialPort.ToFile("console.log"), // in the domain's own directory
        });

        var progress = new Progress<MigrationProgress>(p => Console.WriteLine($"{p.Phase}: {p.TransferredBytes} bytes"));
        MigrationReport report = await here.MigrateAsync(domain, there, progress: progress);
        Console.WriteLine($"{report.Total.TotalMilliseconds:0} ms in all, the guest stopped for {report.Stream.Downtime.TotalMilliseconds:0} ms");

        if (there.TryGetDomain("web-1", out QemuDomain? moved))
            await moved.DestroyAsync();
        // README ends
    }
}
