using System.Net.Sockets;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

public sealed partial class Rtnetlink
{
    /// <summary>All addresses of the namespace.</summary>
    /// <param name="family">IPv4 or IPv6; both when it is unspecified.</param>
    /// <param name="link">Those of one link, by index; of all when it is null.</param>
    public IReadOnlyList<LinkAddress> GetAddresses(AddressFamily family = AddressFamily.Unspecified, int? link = null) => Dump(
        RTM.RTM_GETADDR, (family, link), static (ref writer, state) => writer.Write(new ifaddrmsg { ifa_family = AddressCodec.FamilyOf(state.family), ifa_index = (uint)(state.link ?? 0) }),
        static _ => "list addresses", ReadAddress);

    /// <summary>Gives a link an address.</summary>
    /// <exception cref="NetlinkException">EEXIST: it has it. ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void AddAddress(LinkAddress address)
    {
        Check(address);
        _connection.Execute(RTM.RTM_NEWADDR, NL.NLM_F_CREATE | NL.NLM_F_EXCL, address, AddressCodec.Write, static address => $"add address {address.Address}/{address.PrefixLength} to link {address.Link}");
    }

    /// <summary>Gives a link an address, or changes the flags and life of one that it has.</summary>
    /// <exception cref="NetlinkException">ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void ReplaceAddress(LinkAddress address)
    {
        Check(address);
        _connection.Execute(RTM.RTM_NEWADDR, NL.NLM_F_CREATE | NL.NLM_F_REPLACE, address, AddressCodec.Write, static address => $"set address {address.Address}/{address.PrefixLength} of link {address.Link}");
    }

    /// <summary>Takes an address from a link. False when it has it not.</summary>
    /// <exception cref="NetlinkException">EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool DeleteAddress(LinkAddress address)
    {
        Check(address);
        return TryDelete(() => _connection.Execute(RTM.RTM_DELADDR, 0, address, AddressCodec.Write, static address => $"delete address {address.Address}/{address.PrefixLength} of link {address.Link}"));
    }

    internal static LinkAddress? ReadAddress(NetlinkMessageReader message) => message.Type is not (RTM.RTM_NEWADDR or RTM.RTM_DELADDR) || !IsInternet(message)
        ? null : AddressCodec.Read(message, out NetlinkFormatError error) ?? throw Unreadable("an address", error);

    // The first byte of each of these bodies is the family; others than IPv4 and IPv6 are not told of here.
    private static bool IsInternet(in NetlinkMessageReader message) =>
        message.Payload.Length > 0 && (message.Payload[0] == Tmds.Linux.LibC.AF_INET || message.Payload[0] == Tmds.Linux.LibC.AF_INET6);

    private static void Check(LinkAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        CheckPrefix(address.Address, address.PrefixLength);
    }

    private static void CheckPrefix(System.Net.IPAddress address, int length)
    {
        int most = address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32;
        if (length < 0 || length > most)
            throw new ArgumentException($"{address}/{length}: the prefix of such an address has 0 to {most} bits.");
    }

    private static NetlinkProtocolException Unreadable(string what, NetlinkFormatError error) => new($"The kernel described {what} in a message that cannot be read: {error}.");
}
