using System.Net.Sockets;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

public sealed partial class Rtnetlink
{
    private const int MostWeight = 256;

    /// <summary>The routes of the namespace, of all tables.</summary>
    /// <param name="family">IPv4 or IPv6; both when it is unspecified.</param>
    public IReadOnlyList<Route> GetRoutes(AddressFamily family = AddressFamily.Unspecified) => Dump(
        RTM.RTM_GETROUTE, family, static (ref writer, family) => writer.Write(new rtmsg { rtm_family = AddressCodec.FamilyOf(family) }),
        static _ => "list routes", ReadRoute);

    /// <summary>Adds a route.</summary>
    /// <exception cref="NetlinkException">EEXIST: it is there. ENETUNREACH: the gateway is not on a link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void AddRoute(Route route) => Send(RTM.RTM_NEWROUTE, NL.NLM_F_CREATE | NL.NLM_F_EXCL, route, static route => $"add route {Name(route)}");

    /// <summary>Adds a route, or puts it into the place of the one for the same network, table and priority.</summary>
    /// <exception cref="NetlinkException">ENETUNREACH: the gateway is not on a link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void ReplaceRoute(Route route) => Send(RTM.RTM_NEWROUTE, NL.NLM_F_CREATE | NL.NLM_F_REPLACE, route, static route => $"set route {Name(route)}");

    /// <summary>Deletes a route. False when there is none.</summary>
    /// <exception cref="NetlinkException">EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool DeleteRoute(Route route) => TryDelete(() => Send(RTM.RTM_DELROUTE, 0, route, static route => $"delete route {Name(route)}"));

    internal static Route? ReadRoute(NetlinkMessageReader message) => message.Type is not (RTM.RTM_NEWROUTE or RTM.RTM_DELROUTE) || !IsInternet(message)
        ? null : RouteCodec.Read(message, out NetlinkFormatError error) ?? throw Unreadable("a route", error);

    private void Send(ushort type, int flags, Route route, NetlinkOperation<Route> operation)
    {
        ArgumentNullException.ThrowIfNull(route);
        if (route.Hops.Any(static hop => hop.Weight is < 1 or > MostWeight))
            throw new ArgumentException($"A next hop's weight is 1 to {MostWeight}.", nameof(route));
        _connection.Execute(type, (ushort)flags, route, RouteCodec.Write, operation);
    }

    private static string Name(Route route) => $"{route.Destination?.ToString() ?? "default"}{(route.Gateway is { } gateway ? $" by {gateway}" : "")}";
}
