using System.Diagnostics;
using System.Globalization;

namespace VirtCore.Bench;

/// <summary>On what it was measured.</summary>
internal sealed record HostFacts(string Processor, int Cores, string Kernel, string Qemu, string Accelerator, DateOnly Date)
{
    public static HostFacts Read() => new(
        ReadProcessor(),
        Environment.ProcessorCount,
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        ReadQemuVersion(),
        BenchGuest.AcceleratorName,
        DateOnly.FromDateTime(DateTime.UtcNow));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cores} cores ({Processor}), Linux {Kernel}, {Qemu}, accelerator {Accelerator}, .NET {Environment.Version}, {Date:yyyy-MM-dd}");

    private static string ReadProcessor() =>
        File.ReadLines("/proc/cpuinfo")
            .Where(static line => line.StartsWith("model name", StringComparison.Ordinal))
            .Select(static line => line[(line.IndexOf(':') + 1)..].Trim())
            .FirstOrDefault("unknown processor");

    private static string ReadQemuVersion()
    {
        using Process qemu = Process.Start(new ProcessStartInfo(BenchGuest.Binary, "--version") { RedirectStandardOutput = true })!;
        string line = qemu.StandardOutput.ReadLine() ?? "unknown QEMU";
        qemu.StandardOutput.ReadToEnd();
        qemu.WaitForExit();
        return line.Replace("emulator version ", "", StringComparison.Ordinal);
    }
}
