using System.Diagnostics;
using VirtCore.Host;
using VirtCore.LiveTests.Migration;
using VirtCore.Migration;
using VirtCore.Qemu;
using Xunit;

namespace VirtCore.LiveTests.Domains;

/// <summary>One clear error for each, and everything undone: what is left is found by the base class.</summary>
public sealed class BadInputTests : MigrationTest
{
    private readonly List<string> _mounts = [];

    [Fact]
    public async Task No_QEMU_binary()
    {
        FileNotFoundException e = await Assert.ThrowsAsync<FileNotFoundException>(async () =>
            await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = SourceDirectory, Binary = "/nowhere/qemu" }));
        Assert.Contains("\"/nowhere/qemu\" does not exist. Install it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_that_is_no_program()
    {
        string binary = Path.Combine(PrivateDirectory, "qemu");
        await File.WriteAllTextAsync(binary, "not a program");
        await using QemuHost host = await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = SourceDirectory, Binary = binary });
        ProcessLaunchException e = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await host.StartAsync(Definition()));
        Assert.Contains("EACCES", e.Message, StringComparison.Ordinal);
        AssertNothingLeft(host);
    }

    [Fact]
    public async Task A_QEMU_that_exits_at_start()
    {
        string binary = Path.Combine(PrivateDirectory, "qemu");
        await File.WriteAllTextAsync(binary, "#!/bin/sh\necho 'no lasers today' >&2\nexit 3\n");
        File.SetUnixFileMode(binary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using QemuHost host = await QemuHost.OpenAsync(new QemuHostOptions { StateDirectory = SourceDirectory, Binary = binary });
        QemuProcessException e = await Assert.ThrowsAsync<QemuProcessException>(async () => await host.StartAsync(Definition()));
        Assert.Equal(3, e.Exit?.Code);
        Assert.Equal("no lasers today", e.LastWords);
        Assert.Contains("exited with status 3 while starting; its last words: \"no lasers today\"", e.Message, StringComparison.Ordinal);
        AssertNothingLeft(host);
    }

    [Fact]
    public async Task A_QEMU_that_never_answers()
    {
        string binary = Path.Combine(PrivateDirectory, "qemu");
        await File.WriteAllTextAsync(binary, "#!/bin/sh\nexec sleep 1000\n");
        File.SetUnixFileMode(binary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using QemuHost host = await QemuHost.OpenAsync(
            new QemuHostOptions { StateDirectory = SourceDirectory, Binary = binary, StartTimeout = TimeSpan.FromMilliseconds(200) });
        QemuProcessException e = await Assert.ThrowsAsync<QemuProcessException>(async () => await host.StartAsync(Definition()));
        Assert.Contains("did not answer on its monitor within 0.2 s", e.Message, StringComparison.Ordinal);
        AssertNothingLeft(host);
    }

    [Fact]
    public async Task A_definition_that_QEMU_refuses()
    {
        QemuHost host = await OpenSourceAsync();
        QemuProcessException e = await Assert.ThrowsAsync<QemuProcessException>(async () => await host.StartAsync(Definition() with { Machine = "pdp11" }));
        Assert.Contains("unsupported machine type", e.LastWords, StringComparison.OrdinalIgnoreCase);
        AssertNothingLeft(host);
    }

    [Fact]
    public async Task A_definition_that_is_not_valid()
    {
        QemuHost host = await OpenSourceAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.StartAsync(Definition() with { Name = "../../etc" }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.StartAsync(Definition() with { VirtualCpus = 0 }));
        AssertNothingLeft(host);
    }

    [Fact]
    public async Task Memory_larger_than_the_machine()
    {
        QemuHost host = await OpenSourceAsync();
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(async () =>
            await host.StartAsync(Definition() with { Memory = MemorySize.FromGibibytes(1 << 20) }));
        Assert.Contains("asks for 1024 TiB of memory; the machine has", e.Message, StringComparison.Ordinal);
        AssertNothingLeft(host);
    }

    [Fact]
    public async Task A_state_directory_that_cannot_be_written()
    {
        string mount = Mount("readonly", "ro,size=64k");
        IOException e = await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(Path.Combine(mount, "state")));
        Assert.Contains("must be a directory on a writable local file system", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_that_is_a_file()
    {
        string path = Path.Combine(PrivateDirectory, "file");
        await File.WriteAllTextAsync(path, "");
        await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(path));
    }

    [Theory]
    [InlineData("source", "before source.Write Begin", MigrationPhase.Begin)]
    [InlineData("target", "before target.Write Prepared", MigrationPhase.Prepare)]
    [InlineData("source", "before source.Write Performing", MigrationPhase.Perform)]
    [InlineData("target", "before target.Commit", MigrationPhase.Finish)]
    [InlineData("target", "before target.Write Starting", MigrationPhase.Finish)]
    public async Task A_disk_that_is_full_when_something_is_recorded(string side, string moment, MigrationPhase phase)
    {
        string sourceMount = Mount("source-disk", "size=256k");
        string targetMount = Mount("target-disk", "size=256k");
        QemuHost source = await OpenAsync(Path.Combine(sourceMount, "state"));
        QemuHost target = await OpenAsync(Path.Combine(targetMount, "state"));
        QemuDomain domain = await StartGuestAsync(source);
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(async () => await MigrateAsync(domain, target, FillAsync));
        Assert.Equal((phase, MigrationSurvivor.Source), (e.Phase, e.Survivor));
        Assert.Contains("ENOSPC", e.Message, StringComparison.Ordinal);
        Assert.Empty(target.Domains);
        Assert.Equal(DomainState.Running, domain.State);
        await AssertIntactAsync(domain);

        ValueTask FillAsync(string step)
        {
            if (step == moment)
                Fill(Path.Combine(side == "source" ? sourceMount : targetMount, "fill"));
            return ValueTask.CompletedTask;
        }
    }

    protected override async ValueTask CleanUpAsync()
    {
        await base.CleanUpAsync();
        foreach (string mount in _mounts)
            Run("umount", mount);
    }

    private static void AssertNothingLeft(QemuHost host)
    {
        Assert.Empty(host.Domains);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(host.Options.StateDirectory, "domains")));
    }

    private static void Fill(string path)
    {
        using FileStream file = File.Create(path, bufferSize: 0);
        byte[] block = new byte[512];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // It is full, which is what is wanted.
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string Mount(string name, string options)
    {
        string path = Path.Combine(PrivateDirectory, name);
        Directory.CreateDirectory(path);
        Run("mount", "-t", "tmpfs", "-o", options, "virtcore-test", path);
        _mounts.Add(path);
        return path;
    }
}
