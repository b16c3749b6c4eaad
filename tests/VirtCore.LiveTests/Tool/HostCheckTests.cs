using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Tool;

/// <summary><c>virtcore host check</c>, as a process of its own.</summary>
public sealed class HostCheckTests : LiveTest
{
    // An emulated host is many times slower; whoever runs the tests there says so.
    private static readonly double s_factor =
        double.TryParse(Environment.GetEnvironmentVariable("VIRTCORE_TIME_FACTOR"), NumberStyles.Float, CultureInfo.InvariantCulture, out double factor) ? factor : 1;

    protected override ValueTask CleanUpAsync()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(PrivateDirectory, "virtcore-*"));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_prints_one_document_in_time_and_its_status_is_that_of_the_worst()
    {
        long start = Stopwatch.GetTimestamp();
        (int status, string output, string errors) = await RunAsync("--json");
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5) * s_factor);
        Assert.Empty(errors);
        JsonElement report = JsonElement.Parse(output);
        string[] statuses = [.. report.GetProperty("checks").EnumerateArray().Select(static check => check.GetProperty("status").GetString()!)];
        Assert.Equal(status, statuses.Contains("fail") ? 2 : statuses.Contains("warn") ? 1 : 0);
        Assert.Equal(statuses.Contains("fail") ? "fail" : statuses.Contains("warn") ? "warn" : report.GetProperty("status").GetString(), report.GetProperty("status").GetString());
        Assert.True(statuses.Length > 40);
    }

    [Fact]
    public async Task Each_QEMU_says_the_version_that_it_prints()
    {
        string qemu = Requires.Qemu();
        (_, string output, _) = await RunAsync("--json");
        JsonElement check = JsonElement.Parse(output).GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("id").GetString() == $"qemu:{qemu}");
        (_, string printed, _) = await RunAsync(new ProcessStartInfo(qemu, ["--version"]));
        Assert.Contains($"version {check.GetProperty("facts").GetProperty("version").GetString()}", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Piped_it_prints_plain_lines()
    {
        (int status, string output, string errors) = await RunAsync();
        Assert.InRange(status, 0, 2);
        Assert.Empty(errors);
        Assert.DoesNotContain('\e', output);
        Assert.StartsWith("Virtualization\n", output, StringComparison.Ordinal);
        Assert.Matches("passed\n$", output);
    }

    [Fact]
    public async Task Anybody_may_look()
    {
        // The directory of this test is for its user alone, and this user needs it for QEMU's probe.
        File.SetUnixFileMode(PrivateDirectory, (UnixFileMode)0x1FF);
        (int status, string output, string errors) = await RunAsync(
            new ProcessStartInfo("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", .. Program("--json")]));
        Assert.Empty(errors);
        JsonElement report = JsonElement.Parse(output);
        JsonElement device = report.GetProperty("checks").EnumerateArray().Single(static check => check.GetProperty("id").GetString() == "kvm-device");
        bool exists = device.GetProperty("facts").GetProperty("exists").GetBoolean();
        bool forAll = exists && (File.GetUnixFileMode("/dev/kvm") & UnixFileMode.OtherWrite) != 0;
        Assert.Equal(forAll, device.GetProperty("facts").GetProperty("accessible").GetBoolean());
        if (!forAll)
            Assert.Equal(2, status);
    }

    [Fact]
    public async Task What_it_does_not_know_is_said_in_a_line_and_nothing_is_printed()
    {
        (int status, string output, string errors) = await RunAsync("--yaml");
        Assert.Equal(64, status);
        Assert.Empty(output);
        Assert.Contains("--yaml", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static string[] Program(params string[] arguments) =>
        ["dotnet", typeof(VirtCore.Tool.Guest.LinuxGuest).Assembly.Location, "host", "check", .. arguments];

    private Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments) =>
        RunAsync(new ProcessStartInfo("dotnet", Program(arguments)[1..]));

    private async Task<(int Status, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["TMPDIR"] = PrivateDirectory;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1) * s_factor);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }
}
