using System.Diagnostics;
using System.Text.Json;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Tool;

/// <summary>The command that a newcomer runs first, as a process of its own.</summary>
public sealed class DemoTests : LiveTest
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_demo_holds_and_prints_one_line_of_JSON_a_run()
    {
        (int status, string output, string errors) = await RunAsync("demo", "--json", "--accelerator", "tcg", "--runs", "2");
        Assert.True(status == 0, errors);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        foreach (string line in lines)
        {
            using JsonDocument report = JsonDocument.Parse(line);
            JsonElement root = report.RootElement;
            Assert.Equal("tcg", root.GetProperty("accelerator").GetString());
            JsonElement migration = root.GetProperty("migration");
            Assert.True(migration.GetProperty("totalMs").GetDouble() > 0);
            foreach (string phase in (string[])["begin", "prepare", "perform", "finish", "confirm"])
                Assert.True(migration.GetProperty("phases").GetProperty(phase).GetDouble() > 0, phase);
            JsonElement autokill = root.GetProperty("autokill");
            Assert.Equal("perform", autokill.GetProperty("killedIn").GetString());
            Assert.True(autokill.GetProperty("targetGoneMs").GetDouble() > 0);
            Assert.True(autokill.GetProperty("sourceRunning").GetBoolean());
            Assert.Equal(0, autokill.GetProperty("leftovers").GetInt32());
        }
    }

    [Fact]
    public async Task A_demo_without_a_kernel_says_so_in_one_line()
    {
        (int status, string output, string errors) = await RunAsync(["demo", "--json"], kernel: "/nowhere/vmlinuz");
        Assert.Equal(1, status);
        Assert.Empty(output);
        Assert.Contains("/nowhere/vmlinuz", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        Requires.Qemu();
        return RunAsync(arguments, Requires.LinuxGuest().Kernel);
    }

    private async Task<(int Status, string Output, string Errors)> RunAsync(string[] arguments, string kernel)
    {
        string program = typeof(VirtCore.Tool.Guest.LinuxGuest).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["VIRTCORE_GUEST_KERNEL"] = kernel;
        start.Environment["VIRTCORE_GUEST_BUSYBOX"] = Requires.LinuxGuest().Busybox;
        start.Environment["TMPDIR"] = PrivateDirectory;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(s_patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }
}
