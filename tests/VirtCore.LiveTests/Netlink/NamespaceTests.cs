using VirtCore.Netlink;
using Xunit;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Sockets and taps in many namespaces at once never mix, and no thread is ever found in a strange one.</summary>
public sealed class NamespaceTests : NetlinkTest
{
    private const int Count = 8;

    private readonly NetworkNamespace[] _places = [.. Enumerable.Range(0, Count).Select(static _ => NetworkNamespace.Create())];

    [Fact]
    public async Task Under_load_everything_is_where_it_was_made()
    {
        int rounds = Patience.Factor > 1 ? 20 : 200;
        string home = NamespaceOfThread();
        for (int i = 0; i < Count; i++)
        {
            using Rtnetlink route = Rtnetlink.Open(_places[i]);
            route.CreateLink(new BridgeLink(), new LinkSettings { Name = $"br{i}" });
        }

        using var end = new CancellationTokenSource();
        // Threads that begin while others are in strange namespaces, and are themselves used by the runtime for whatever it likes.
        Task<int> strangers = Task.Factory.StartNew(() => CountStrangers(home, end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Parallel.ForAsync(0, Count * rounds, new ParallelOptions { MaxDegreeOfParallelism = Count }, (turn, token) =>
        {
            int place = turn % Count;
            using Rtnetlink route = Rtnetlink.Open(_places[place]);
            Assert.Equal(["lo", $"br{place}"], route.GetLinks().Where(static link => link.Kind != "tun").Select(static link => link.Name));
            using Tap tap = Tap.Create(new TapOptions { NetworkNamespace = _places[place], Name = $"vm{turn}" });
            Assert.True(route.TryGetLink(tap.Name, out _));
            using Rtnetlink other = Rtnetlink.Open(_places[(place + 1) % Count]);
            Assert.False(other.TryGetLink(tap.Name, out _));
            Assert.Equal(home, NamespaceOfThread());
            return ValueTask.CompletedTask;
        });
        await end.CancelAsync();
        Assert.Equal(0, await strangers);
    }

    protected override ValueTask CleanUpAsync()
    {
        Array.ForEach(_places, static place => place.Dispose());
        return base.CleanUpAsync();
    }

    private static int CountStrangers(string home, CancellationToken end)
    {
        int strangers = 0;
        while (!end.IsCancellationRequested)
        {
            var thread = new Thread(() =>
            {
                if (NamespaceOfThread() != home)
                    Interlocked.Increment(ref strangers);
            });
            thread.Start();
            thread.Join();
        }

        return strangers;
    }

    private static string NamespaceOfThread() => File.ResolveLinkTarget("/proc/thread-self/ns/net", returnFinalTarget: false)!.Name;
}
