using System.Diagnostics;
using System.IO.Pipes;
using VirtCore.Host;
using VirtCore.LiveTests.Processes;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>A subtree that was given to an unprivileged user.</summary>
public sealed class DelegationTests : CgroupTest
{
    private const uint Nobody = 65534;

    [Fact]
    public async Task An_unprivileged_host_works_in_what_was_delegated_and_nowhere_else()
    {
        Requires.Root();
        CgroupControllers distributed = Own.Controllers & (CgroupControllers.Memory | CgroupControllers.Pids | CgroupControllers.Cpu);
        Own.EnableControllers(distributed);
        using CgroupV2 delegated = Own.Create("delegated");
        using CgroupV2 outside = Own.Create("outside");
        delegated.DelegateTo(Nobody, Nobody);
        SupervisedProcess stranger = await LaunchAsync(Sleep("stranger") with { Cgroup = outside });
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        IReadOnlyList<string> command = Controllers.CommandLine(DelegateController.Name, delegated.Path, outside.Path, $"{stranger.Id}");
        SupervisedProcess host = await LaunchAsync(new LaunchRequest
        {
            FileName = command[0],
            Arguments = [.. command.Skip(1)],
            StateDirectory = StateDirectory("host"),
            WorkingDirectory = "/",
            UserId = Nobody,
            GroupId = Nobody,
            SupplementaryGroups = [],
            Cgroup = delegated,
            Descriptors = [new PassedDescriptor(pipe.ClientSafePipeHandle, 1)],
        });
        pipe.DisposeLocalCopyOfClientHandle();
        using var reader = new StreamReader(pipe);
        Assert.Equal(DelegateController.Well, await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(120)));
        Assert.Equal(0, (await host.Exited.WaitAsync(Patience)).Code);
        Assert.False(stranger.Exited.IsCompleted);
        Assert.Equal(new CgroupState(Populated: true, Frozen: false), outside.State);
    }

    [Theory]
    [InlineData("trusted.delegate")]
    [InlineData("user.delegate")]
    public async Task What_systemd_has_marked_is_delegated(string attribute)
    {
        Requires.Root();
        using CgroupV2 unit = Own.Create("unit");
        CgroupHierarchy hierarchy = CgroupHierarchy.Read();
        Assert.Equal(CgroupDelegation.None, hierarchy.DelegationOf(unit));
        using var python = Process.Start(Requires.Python(), ["-c", "import os, sys; os.setxattr(sys.argv[1], sys.argv[2], b'1')", unit.FullPath, attribute]);
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        Assert.Equal(CgroupDelegation.Manager, hierarchy.DelegationOf(unit));
    }

    [Fact]
    public async Task The_host_finds_what_was_delegated_to_it_from_below()
    {
        Requires.Root();
        using CgroupV2 unit = Own.Create("unit");
        using CgroupV2 leaf = unit.Create("leaf");
        using var python = Process.Start(Requires.Python(), ["-c", "import os, sys; os.setxattr(sys.argv[1], 'trusted.delegate', b'1')", unit.FullPath]);
        await python.WaitForExitAsync();
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        IReadOnlyList<string> command = Controllers.CommandLine(FindController.Name);
        await LaunchAsync(new LaunchRequest
        {
            FileName = command[0],
            Arguments = [.. command.Skip(1)],
            StateDirectory = StateDirectory("host"),
            Cgroup = leaf,
            Descriptors = [new PassedDescriptor(pipe.ClientSafePipeHandle, 1)],
        });
        pipe.DisposeLocalCopyOfClientHandle();
        using var reader = new StreamReader(pipe);
        Assert.Equal($"{unit.Path} {leaf.Path}", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(120)));
    }
}
