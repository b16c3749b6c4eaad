using System.Net;
using System.Net.Sockets;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A route's message, both ways.</summary>
internal static class RouteCodec
{
    private const byte Ipv6 = 10;

    public static void Write(ref NetlinkWriter writer, Route route)
    {
        byte scope = route.Scope ?? (byte)(route.Kind == RouteKind.Local ? RTA.RT_SCOPE_HOST : route.Gateway is null && route.Hops.Count == 0 && route.Kind == RouteKind.Unicast && route.Family == AddressFamily.InterNetwork ? RTA.RT_SCOPE_LINK : RTA.RT_SCOPE_UNIVERSE);
        writer.Write(new rtmsg
        {
            rtm_family = AddressCodec.FamilyOf(route.Family),
            rtm_dst_len = (byte)(route.Destination?.PrefixLength ?? 0),
            rtm_table = route.Table <= byte.MaxValue ? (byte)route.Table : (byte)0,
            rtm_protocol = route.Protocol,
            rtm_scope = scope,
            rtm_type = (byte)route.Kind,
            rtm_flags = route.OnLink ? RTA.RTNH_F_ONLINK : 0u,
        });
        writer.Attribute(RTA.RTA_TABLE, route.Table);
        if (route.Destination is { } destination)
            writer.AttributeAddress(RTA.RTA_DST, destination.BaseAddress);
        if (route.Gateway is { } gateway)
            RouteHopCodec.WriteGateway(ref writer, gateway, route.Family);
        if (route.Hops.Count != 0)
            RouteHopCodec.Write(ref writer, route.Hops, route.Family);
        if (route.Link is { } link)
            writer.Attribute(RTA.RTA_OIF, link);
        if (route.PreferredSource is { } source)
            writer.AttributeAddress(RTA.RTA_PREFSRC, source);
        if (route.Priority is { } priority)
            writer.Attribute(RTA.RTA_PRIORITY, priority);
        if (route.Mtu is { } mtu)
        {
            int metrics = writer.BeginNested(RTA.RTA_METRICS);
            writer.Attribute(RTA.RTAX_MTU, mtu);
            writer.EndNested(metrics);
        }
    }

    public static Route? Read(in NetlinkMessageReader message, out NetlinkFormatError error)
    {
        if (!message.TryReadBody(out rtmsg header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return null;
        }

        bool six = header.rtm_family == Ipv6;
        IPAddress destination = six ? IPAddress.IPv6Any : IPAddress.Any;
        var route = new Route
        {
            Family = six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
            Table = header.rtm_table,
            Protocol = header.rtm_protocol,
            Scope = header.rtm_scope,
            Kind = (RouteKind)header.rtm_type,
            OnLink = (header.rtm_flags & RTA.RTNH_F_ONLINK) != 0,
        };
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case RTA.RTA_TABLE:
                    route = route with { Table = attributes.Get<uint>() };
                    break;
                case RTA.RTA_DST:
                    destination = attributes.GetAddress();
                    break;
                case RTA.RTA_GATEWAY:
                    route = route with { Gateway = attributes.GetAddress() };
                    break;
                case RTA.RTA_VIA:
                    route = route with { Gateway = RouteHopCodec.ReadVia(ref attributes) };
                    break;
                case RTA.RTA_OIF:
                    route = route with { Link = attributes.Get<int>() };
                    break;
                case RTA.RTA_PREFSRC:
                    route = route with { PreferredSource = attributes.GetAddress() };
                    break;
                case RTA.RTA_PRIORITY:
                    route = route with { Priority = attributes.Get<uint>() };
                    break;
                case RTA.RTA_MULTIPATH:
                    route = route with { Hops = RouteHopCodec.Read(ref attributes) };
                    break;
                case RTA.RTA_METRICS:
                    NetlinkAttributeReader metrics = attributes.GetNested();
                    while (metrics.MoveNext())
                    {
                        if (metrics.Type == RTA.RTAX_MTU)
                            route = route with { Mtu = metrics.Get<uint>() };
                    }

                    attributes.Take(metrics);
                    break;
            }
        }

        error = attributes.Error;
        if (error != NetlinkFormatError.None)
            return null;
        if (!Prefix.TryRead(destination, header.rtm_dst_len, six, out IPNetwork? network))
        {
            error = NetlinkFormatError.Value;
            return null;
        }

        return route with { Destination = network };
    }
}
