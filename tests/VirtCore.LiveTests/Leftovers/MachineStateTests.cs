using System.Diagnostics;
using Tmds.Linux;
using VirtCore.Interop;
using Xunit;

namespace VirtCore.LiveTests.Leftovers;

/// <summary>That the check sees what it is for: each kind of leftover is made, seen, undone, and no longer seen.</summary>
public sealed class MachineStateTests : LiveTest
{
    [Fact]
    public void An_open_socket_is_seen()
    {
        HashSet<string> before = MachineState.Read(PrivateDirectory);
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(LibC.SOCK_STREAM);
        Assert.Equal(2, New(before).Count(static line => line.Contains(": socket:[", StringComparison.Ordinal)));
        ours.Dispose();
        theirs.Dispose();
        Assert.Empty(New(before));
    }

    [Fact]
    public void An_open_file_of_the_test_is_seen()
    {
        HashSet<string> before = MachineState.Read(PrivateDirectory);
        string path = Path.Combine(PrivateDirectory, "open");
        using (File.Create(path))
            Assert.EndsWith(path, Assert.Single(New(before)), StringComparison.Ordinal);
        Assert.Empty(New(before));
    }

    [Fact]
    public async Task A_child_is_seen_until_it_has_been_reaped()
    {
        HashSet<string> before = MachineState.Read(PrivateDirectory);
        using var child = Process.Start(new ProcessStartInfo("sleep", ["1000"]) { WorkingDirectory = "/" })!;
        Assert.StartsWith($"process {child.Id} (", Assert.Single(New(before)), StringComparison.Ordinal);
        child.Kill();
        await child.WaitForExitAsync();
        Assert.Empty(New(before));
    }

    [Fact]
    public async Task An_orphan_is_known_by_the_directory_of_the_test()
    {
        HashSet<string> before = MachineState.Read(PrivateDirectory);
        string fifo = Path.Combine(PrivateDirectory, "fifo");
        // The inner process outlives its parent and holds the fifo until somebody opens its other end.
        using var parent = Process.Start("sh", ["-c", $"mkfifo {fifo}; setsid sh -c 'exec 3<>{fifo}; echo > {fifo}.ready; read line <&3; rm {fifo}' & while ! [ -e {fifo}.ready ]; do :; done"]);
        await parent.WaitForExitAsync();
        string orphan = Assert.Single(New(before));
        Assert.Contains("(sh)", orphan, StringComparison.Ordinal);
        await File.WriteAllTextAsync(fifo, "go\n");
        // The base class waits for its end.
    }

    [Fact]
    public async Task A_mount_is_seen()
    {
        HashSet<string> before = MachineState.Read(PrivateDirectory);
        await RunAsync("mount", "-t", "tmpfs", "leftover", PrivateDirectory);
        string mount = Assert.Single(New(before));
        await RunAsync("umount", PrivateDirectory);
        Assert.Contains(PrivateDirectory, mount, StringComparison.Ordinal);
        Assert.Empty(New(before));
    }

    [Fact]
    public void A_cgroup_is_seen()
    {
        if (Cgroups.Root() is not { } root)
        {
            Assert.Skip("needs a cgroup v2 hierarchy: none is mounted.");
            return;
        }

        HashSet<string> before = MachineState.Read(PrivateDirectory);
        string cgroup = Path.Combine(root, $"virtcore-leftover-{Environment.ProcessId}");
        Directory.CreateDirectory(cgroup);
        string seen = Assert.Single(New(before));
        Directory.Delete(cgroup);
        Assert.Equal($"cgroup {cgroup}", seen);
        Assert.Empty(New(before));
    }

    [Fact]
    public void A_thread_in_another_network_namespace_is_seen()
    {
        HashSet<string> before = MachineState.Read(PrivateDirectory);
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        int error = 0;
        var thread = new Thread(() =>
        {
            error = LibC.unshare(LibC.CLONE_NEWNET) == 0 ? 0 : LibC.errno;
            entered.Set();
            leave.Wait();
        });
        thread.Start();
        entered.Wait();
        List<string> seen = New(before);
        leave.Set();
        thread.Join();
        Assert.Equal(0, error);
        Assert.Contains("network namespace", Assert.Single(seen), StringComparison.Ordinal);
    }

    private List<string> New(HashSet<string> before) => [.. MachineState.Read(PrivateDirectory).Except(before)];

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
