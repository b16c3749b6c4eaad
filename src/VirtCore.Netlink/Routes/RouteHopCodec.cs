using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tmds.Linux;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Next hops in a route's message, both ways.</summary>
internal static class RouteHopCodec
{
    /// <summary>Writes a gateway: as such, or with its family where that is not the route's.</summary>
    public static void WriteGateway(ref NetlinkWriter writer, IPAddress gateway, AddressFamily family)
    {
        if (gateway.AddressFamily == family)
        {
            writer.AttributeAddress(RTA.RTA_GATEWAY, gateway);
            return;
        }

        // struct rtvia: the family, and the address behind it.
        Span<byte> via = stackalloc byte[sizeof(ushort) + 16];
        ushort number = AddressCodec.FamilyOf(gateway);
        MemoryMarshal.Write(via, in number);
        gateway.TryWriteBytes(via[sizeof(ushort)..], out int length);
        writer.Attribute(RTA.RTA_VIA, via[..(sizeof(ushort) + length)]);
    }

    /// <summary>Reads a gateway of another family.</summary>
    public static IPAddress? ReadVia(ref NetlinkAttributeReader attributes)
    {
        ReadOnlySpan<byte> via = attributes.Payload;
        if (via.Length >= sizeof(ushort))
        {
            ushort family = MemoryMarshal.Read<ushort>(via);
            if (family != LibC.AF_INET && family != LibC.AF_INET6)
                return null; // MPLS, and what may come
            if (via.Length == sizeof(ushort) + (family == LibC.AF_INET ? 4 : 16))
                return new IPAddress(via[sizeof(ushort)..]);
        }

        attributes.Fail(NetlinkFormatError.AttributeLength);
        return null;
    }

    public static void Write(ref NetlinkWriter writer, IReadOnlyList<RouteHop> hops, AddressFamily family)
    {
        int list = writer.BeginNested(RTA.RTA_MULTIPATH, flagged: false);
        foreach (RouteHop hop in hops)
        {
            int start = writer.Length;
            writer.Write(new rtnexthop { rtnh_flags = (byte)(hop.OnLink ? RTA.RTNH_F_ONLINK : 0), rtnh_hops = (byte)(hop.Weight - 1), rtnh_ifindex = hop.Link ?? 0 });
            if (hop.Gateway is { } gateway)
                WriteGateway(ref writer, gateway, family);
            // Its length is where an attribute's is.
            writer.EndNested(start);
        }

        writer.EndNested(list);
    }

    public static List<RouteHop> Read(ref NetlinkAttributeReader attributes)
    {
        var hops = new List<RouteHop>();
        ReadOnlySpan<byte> rest = attributes.Payload;
        int head = Unsafe.SizeOf<rtnexthop>();
        while (!rest.IsEmpty)
        {
            rtnexthop header = rest.Length < head ? default : MemoryMarshal.Read<rtnexthop>(rest);
            if (header.rtnh_len < head || header.rtnh_len > rest.Length)
            {
                attributes.Fail(NetlinkFormatError.Length);
                break;
            }

            IPAddress? gateway = null;
            var inner = new NetlinkAttributeReader(rest[head..header.rtnh_len]);
            while (inner.MoveNext())
            {
                if (inner.Type == RTA.RTA_GATEWAY)
                    gateway = inner.GetAddress();
                else if (inner.Type == RTA.RTA_VIA)
                    gateway = ReadVia(ref inner);
            }

            attributes.Take(inner);
            hops.Add(new RouteHop { Gateway = gateway, Link = header.rtnh_ifindex == 0 ? null : header.rtnh_ifindex, Weight = header.rtnh_hops + 1, OnLink = (header.rtnh_flags & RTA.RTNH_F_ONLINK) != 0 });
            rest = rest[Math.Min((header.rtnh_len + 3) & ~3, rest.Length)..];
        }

        return hops;
    }
}
