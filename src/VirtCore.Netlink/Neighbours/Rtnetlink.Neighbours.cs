using System.Net.Sockets;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

public sealed partial class Rtnetlink
{
    /// <summary>Who is known on the namespace's links.</summary>
    /// <param name="family">IPv4 or IPv6; both when it is unspecified.</param>
    public IReadOnlyList<Neighbour> GetNeighbours(AddressFamily family = AddressFamily.Unspecified) => Dump(
        RTM.RTM_GETNEIGH, family, static (ref writer, family) => writer.Write(new ndmsg { ndm_family = AddressCodec.FamilyOf(family) }),
        static _ => "list neighbours", ReadNeighbour);

    /// <summary>Says who has an address, in the place of what was known.</summary>
    /// <exception cref="NetlinkException">ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void SetNeighbour(Neighbour neighbour)
    {
        ArgumentNullException.ThrowIfNull(neighbour);
        _connection.Execute(RTM.RTM_NEWNEIGH, NL.NLM_F_CREATE | NL.NLM_F_REPLACE, neighbour, NeighbourCodec.Write, static one => $"set neighbour {one.Address} on link {one.Link}");
    }

    /// <summary>Forgets who has an address. False when nobody was known.</summary>
    /// <exception cref="NetlinkException">EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool DeleteNeighbour(Neighbour neighbour)
    {
        ArgumentNullException.ThrowIfNull(neighbour);
        return TryDelete(() => _connection.Execute(RTM.RTM_DELNEIGH, 0, neighbour, NeighbourCodec.Write, static one => $"delete neighbour {one.Address} on link {one.Link}"));
    }

    internal static Neighbour? ReadNeighbour(NetlinkMessageReader message) => message.Type is not (RTM.RTM_NEWNEIGH or RTM.RTM_DELNEIGH) || !IsInternet(message)
        ? null : NeighbourCodec.Read(message, out NetlinkFormatError error) ?? throw Unreadable("a neighbour", error);

    /// <summary>The forwarding databases of bridges and VXLANs.</summary>
    public IReadOnlyList<ForwardingEntry> GetForwardingEntries() => Dump(
        RTM.RTM_GETNEIGH, 0, static (ref writer, _) => writer.Write(new ndmsg { ndm_family = (byte)Tmds.Linux.LibC.AF_BRIDGE }), static _ => "list forwarding entries",
        static message => message.Type != RTM.RTM_NEWNEIGH ? null : NeighbourCodec.ReadEntry(message, out NetlinkFormatError error) ?? throw Unreadable("a forwarding entry", error));

    /// <summary>Says where a MAC address is. For a VXLAN, another destination is added.</summary>
    /// <exception cref="NetlinkException">EEXIST: it is known. EOPNOTSUPP: the link has no such database. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void AddForwardingEntry(ForwardingEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _connection.Execute(RTM.RTM_NEWNEIGH, (ushort)(NL.NLM_F_CREATE | (entry.Destination is null ? NL.NLM_F_EXCL : NL.NLM_F_APPEND)), entry, NeighbourCodec.Write, static one => $"add forwarding of {one.Address} to link {one.Link}");
    }

    /// <summary>Forgets where a MAC address is. False when it was not known.</summary>
    /// <exception cref="NetlinkException">EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool DeleteForwardingEntry(ForwardingEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return TryDelete(() => _connection.Execute(RTM.RTM_DELNEIGH, 0, entry, NeighbourCodec.Write, static one => $"delete forwarding of {one.Address} to link {one.Link}"));
    }
}
