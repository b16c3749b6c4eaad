using System.Text;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.LiveTests.Qmp;

public sealed class GuestAgentLiveTests
{
    [Fact]
    public async Task A_real_agent_answers_the_typed_questions()
    {
        await using GuestAgentProcess agent = await GuestAgentProcess.StartAsync();
        GuestAgentClient client = agent.Client;
        await client.PingAsync();
        GuestAgentInfo info = await client.InfoAsync();
        Assert.NotEmpty(info.Version);
        Assert.Contains(info.Commands, command => command is { Name: "guest-ping", Enabled: true, AnswersSuccess: true });
        Assert.Contains(info.Commands, command => command is { Name: "guest-shutdown", Enabled: false, AnswersSuccess: false });
        Assert.Equal(Environment.MachineName, (await client.HostNameAsync()).Split('.')[0]);
        GuestOsInfo system = await client.OsInfoAsync();
        Assert.Contains($"ID={system.Id}", File.ReadAllText("/etc/os-release"), StringComparison.Ordinal);
        Assert.NotNull(system.KernelRelease);
        GuestNetworkInterface loopback = (await client.NetworkInterfacesAsync()).Single(i => i.Name == "lo");
        Assert.Contains(loopback.Addresses, address => address is { Address: "127.0.0.1", Type: "ipv4", PrefixLength: 8 });
        Assert.NotNull(loopback.Statistics);
        Assert.InRange(await client.GetTimeAsync(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.NotNull(await client.UsersAsync());
        Assert.False(await client.IsFrozenAsync());
    }

    [Fact]
    public async Task Programs_run_with_their_input_and_outputs()
    {
        await using GuestAgentProcess agent = await GuestAgentProcess.StartAsync();
        GuestExecStatus status = await agent.Client.RunAsync("/bin/sh", ["-c", "cat; echo trouble >&2; exit 3"], "words"u8.ToArray());
        Assert.Equal((3, "words", "trouble\n"), (status.ExitCode, Encoding.UTF8.GetString(status.Output.Span), Encoding.UTF8.GetString(status.ErrorOutput.Span)));
        status = await agent.Client.RunAsync("/bin/sh", ["-c", "kill -9 $$"]);
        Assert.Equal(9, status.Signal);
        status = await agent.Client.RunAsync("/bin/sh", ["-c", "head -c 3000000 /dev/zero"]);
        Assert.Equal(3_000_000, status.Output.Length);
        await Assert.ThrowsAsync<QmpCommandException>(() => agent.Client.RunAsync("/no/such/program"));
    }

    [Fact]
    public async Task Files_are_written_and_read_back()
    {
        await using GuestAgentProcess agent = await GuestAgentProcess.StartAsync();
        GuestAgentClient client = agent.Client;
        string path = Path.Combine(agent.Folder, "file");
        byte[] data = new byte[200_000];
        Random.Shared.NextBytes(data);
        await client.WriteFileAsync(path, data);
        Assert.Equal(data, File.ReadAllBytes(path));
        Assert.Equal(data, await client.ReadFileAsync(path));
        await Assert.ThrowsAsync<QmpProtocolException>(() => client.ReadFileAsync(path, maxBytes: 1000));
        long handle = await client.FileOpenAsync(path, "r+");
        Assert.Equal(100, (await client.FileSeekAsync(handle, 100)).Position);
        Assert.Equal(data[100..110], (await client.FileReadAsync(handle, 10)).Data.ToArray());
        await client.FileFlushAsync(handle);
        await client.FileCloseAsync(handle);
        await Assert.ThrowsAsync<QmpCommandException>(() => client.FileReadAsync(handle, 10));
    }

    [Fact]
    public async Task What_is_disabled_is_refused_and_the_session_goes_on()
    {
        await using GuestAgentProcess agent = await GuestAgentProcess.StartAsync();
        GuestAgentClient client = agent.Client;
        Func<Task>[] refused = [() => client.ShutdownAsync(), () => client.FreezeAsync(), () => client.FreezeAsync(["/"]), () => client.TrimAsync(), () => client.SetTimeAsync()];
        foreach (Func<Task> call in refused)
        {
            QmpCommandException refusal = await Assert.ThrowsAsync<QmpCommandException>(call);
            Assert.Contains("disabled", refusal.Description, StringComparison.Ordinal);
            await client.PingAsync();
        }
    }

    [Fact]
    public async Task A_call_given_up_leaves_the_next_one_in_step()
    {
        await using GuestAgentProcess agent = await GuestAgentProcess.StartAsync();
        for (int i = 0; i < 20; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task<GuestOsInfo> givenUp = agent.Client.OsInfoAsync(cancellationToken: cancellation.Token);
            await cancellation.CancelAsync();
            await Record.ExceptionAsync(() => givenUp);
            Assert.Equal(Environment.MachineName, (await agent.Client.HostNameAsync()).Split('.')[0]);
        }
    }
}
