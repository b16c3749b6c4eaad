using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>The machine's network by the kernel's own messages: <see href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</see>.</summary>
/// <remarks>
/// Thread-safe. It stays in the network namespace that it was opened in. The kernel does a request before its sending returns, so calls are synchronous. Changes need CAP_NET_ADMIN; reading needs nothing.
/// Deleting what is not there answers false; everything else that the kernel refuses is a <see cref="NetlinkException"/>.
/// </remarks>
public sealed partial class Rtnetlink : IDisposable
{
    private const int MostTries = 8;

    private readonly NetlinkConnection _connection;

    private Rtnetlink(NetlinkConnection connection) => _connection = connection;

    /// <summary>The connection, for requests of one's own.</summary>
    public NetlinkConnection Connection => _connection;

    /// <summary>Opens it in the calling thread's network namespace.</summary>
    /// <exception cref="KernelException">EMFILE, ENFILE.</exception>
    public static Rtnetlink Open() => new(NetlinkConnection.Open());

    /// <summary>Opens it in another network namespace.</summary>
    /// <exception cref="KernelException">EPERM: this needs CAP_SYS_ADMIN.</exception>
    public static Rtnetlink Open(NetworkNamespace networkNamespace) => new(NetlinkConnection.Open(networkNamespace));

    /// <summary>Closes it. What was made stays.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Collects a dump. One that the kernel calls interrupted, as what it tells of changed meanwhile, is asked for again.</summary>
    private List<TItem> Dump<TState, TItem>(ushort type, TState state, NetlinkWrite<TState> write, NetlinkOperation<TState> operation, NetlinkRead<TItem> read)
        where TItem : class
    {
        for (int i = 1; ; i++)
        {
            var items = new List<TItem>();
            using NetlinkReplies<TState> replies = _connection.Send(type, NL.NLM_F_DUMP, state, write, operation);
            while (replies.MoveNext())
            {
                if (read(replies.Current) is { } item)
                    items.Add(item);
            }

            if (!replies.WasInterrupted)
                return items;
            if (i == MostTries)
                throw new NetlinkException(operation(state), Tmds.Linux.LibC.EINTR, $"what was listed changed in each of {MostTries} tries");
        }
    }

    /// <summary>Whether a request found what it was to delete.</summary>
    private static bool TryDelete(Action delete)
    {
        try
        {
            delete();
            return true;
        }
        catch (NetlinkException missing) when (missing.Errno is var error && (error == Tmds.Linux.LibC.ENODEV || error == Tmds.Linux.LibC.ENOENT || error == Tmds.Linux.LibC.ESRCH || error == Tmds.Linux.LibC.EADDRNOTAVAIL))
        {
            return false;
        }
    }
}
