using Microsoft.Win32.SafeHandles;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.LiveTests.Qmp;

public sealed class QmpLiveDescriptorTests
{
    private const int Count = 500;

    [Fact]
    public async Task Five_hundred_descriptors_go_into_sets_and_out_again_and_none_leaks()
    {
        await using MonitoredQemu qemu = await MonitoredQemu.StartAsync(machine: "none");
        QmpClient client = qemu.Client;
        // A QEMU whose guest stands still keeps what was removed.
        await client.ContAsync();
        string path = Path.Combine(qemu.Folder, "file");
        File.WriteAllText(path, "");
        var adding = new List<Task<AddedFd>>();
        for (int i = 0; i < Count; i++)
        {
            using SafeFileHandle file = File.OpenHandle(path);
            adding.Add(client.AddFdAsync(file, fdSetId: i / 2, opaque: $"note{i}").AsTask());
        }

        AddedFd[] added = await Task.WhenAll(adding).WaitAsync(MonitoredQemu.Patience);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => i / 2), added.Select(fd => fd.FdSetId));
        Assert.Equal(Count, added.Select(fd => fd.Fd).Distinct().Count());
        Assert.Equal(Count, qemu.OpenFilesIn(qemu.Folder).Count());
        Assert.Equal(0, OursTo(path));
        IReadOnlyList<FdSet> sets = await client.QueryFdSetsAsync();
        Assert.Equal(Count / 2, sets.Count);
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => $"note{i}").Order(), sets.SelectMany(set => set.Fds).Select(fd => fd.Opaque).Order());
        AddedFd own = default;
        using (SafeFileHandle file = File.OpenHandle(path))
            own = await client.AddFdAsync(file);
        Assert.DoesNotContain(sets, set => set.Id == own.FdSetId);
        await client.RemoveFdAsync(own.FdSetId, own.Fd);
        foreach (FdSet set in sets)
            await client.RemoveFdAsync(set.Id);
        Assert.Empty(await client.QueryFdSetsAsync());
        Assert.Empty(qemu.OpenFilesIn(qemu.Folder));
        Assert.Equal(0, OursTo(path));
    }

    private static int OursTo(string path) => DescriptorLinks.Read("self").Count(target => target == path);
}
