using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

/// <summary>Drops what a virtual machine sends in another's name: a table of nftables for one tap.</summary>
/// <remarks>
/// <para>
/// The table is owned by its netlink socket (<c>NFT_TABLE_F_OWNER</c>, Linux 5.12): it goes with the last descriptor of that socket, whoever holds it and however that one ends, and nobody else can change it. So a filter that is to live as long
/// as a machine is held by those that hold the machine's tap: pass <see cref="Handle"/> on with the tap's queues.
/// Who holds the descriptor cannot change the table without CAP_NET_ADMIN, but can close it.
/// </para>
/// <para>It stands where frames come in (family <c>netdev</c>, hook <c>ingress</c>), before any bridge sees them. Thread-safe.</para>
/// </remarks>
public sealed class SpoofFilter : IDisposable
{
    private const string OwnerHint = "A table that goes with its owner needs Linux 5.12 (NFT_TABLE_F_OWNER), and one at a link nftables' family netdev.";

    private readonly NetlinkConnection _connection;

    private SpoofFilter(NetlinkConnection connection, string table) => (_connection, Table) = (connection, table);

    /// <summary>The table's name in the family <c>netdev</c>: what <c>nft list table netdev</c> takes.</summary>
    public string Table { get; }

    /// <summary>The socket that the table lives as long as. To be passed on, and not to be read from.</summary>
    public SafeHandle Handle => _connection.Socket;

    /// <summary>Makes the table with all its rules, in one transaction.</summary>
    /// <param name="tap">The tap's name.</param>
    /// <param name="address">The machine's MAC address.</param>
    /// <param name="allowed">What it may say that it is.</param>
    /// <param name="networkNamespace">Where the tap is; null for the calling thread's.</param>
    /// <exception cref="ArgumentException">The tap's name can be none, or the MAC address is a group's.</exception>
    /// <exception cref="NetlinkException">ENODEV: there is no such tap. EEXIST: it has a table. EPERM: this needs CAP_NET_ADMIN. EOPNOTSUPP: the kernel is too old.</exception>
    /// <exception cref="KernelException">There is no nftables, or the namespace cannot be entered.</exception>
    public static SpoofFilter Create(string tap, MacAddress address, AntiSpoof allowed, NetworkNamespace? networkNamespace = null)
    {
        LinkCodec.CheckName(tap);
        ArgumentNullException.ThrowIfNull(allowed);
        if (address.IsGroup)
            throw new ArgumentException($"{address} is a group's address, and no machine's.", nameof(address));
        // Linux 6.16 and later take a name for one that is to come.
        using (Rtnetlink route = networkNamespace is null ? Rtnetlink.Open() : Rtnetlink.Open(networkNamespace))
        {
            if (!route.TryGetLink(tap, out _))
                throw new NetlinkException($"filter what \"{tap}\" receives", ENODEV);
        }

        return CreateFor(tap, address, allowed, networkNamespace);
    }

    internal static SpoofFilter CreateFor(string tap, MacAddress address, AntiSpoof allowed, NetworkNamespace? networkNamespace)
    {
        NetlinkConnection connection = networkNamespace is null ? NetlinkConnection.Open(NetlinkProtocol.Netfilter) : NetlinkConnection.Open(networkNamespace, NetlinkProtocol.Netfilter);
        try
        {
            string table = $"virtcore-{tap}";
            var transaction = new NftTransaction(table, $"filter what \"{tap}\" receives");
            SpoofRules.Write(transaction, tap, address, allowed);
            Execute(connection, transaction);
            return new SpoofFilter(connection, table);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of the table: it is removed when nobody else has the socket.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Removes the table, whoever else has the socket.</summary>
    /// <exception cref="NetlinkException">EPERM: this needs CAP_NET_ADMIN.</exception>
    public void Remove()
    {
        var transaction = new NftTransaction(Table, $"no longer filter by \"{Table}\"");
        transaction.DeleteTable();
        try
        {
            Execute(_connection, transaction);
        }
        catch (NetlinkException missing) when (missing.Errno == ENOENT)
        {
            // It has been removed already.
        }

        Dispose();
    }

    private static void Execute(NetlinkConnection connection, NftTransaction transaction)
    {
        // One refusal undoes all.
        if (connection.ExecuteAll(transaction.Requests()).FirstOrDefault(static result => result is not null) is { } refusal)
            throw refusal.Errno == EOPNOTSUPP || refusal.Errno == EINVAL
                ? new NetlinkException(refusal.Operation, refusal.Errno, refusal.KernelMessage, refusal.Attribute, refusal.Offset, OwnerHint)
                : refusal;
    }
}
