using System.Net;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>The messages of neighbours and of forwarding entries, which are of one kind.</summary>
internal static class NeighbourCodec
{
    public static void Write(ref NetlinkWriter writer, Neighbour neighbour)
    {
        writer.Write(new ndmsg { ndm_family = AddressCodec.FamilyOf(neighbour.Address), ndm_ifindex = neighbour.Link, ndm_state = neighbour.State, ndm_flags = neighbour.Flags });
        writer.AttributeAddress(NDA.NDA_DST, neighbour.Address);
        if (neighbour.LinkAddress is { } address)
            Write(ref writer, address);
    }

    public static void Write(ref NetlinkWriter writer, ForwardingEntry entry)
    {
        writer.Write(new ndmsg { ndm_family = (byte)Tmds.Linux.LibC.AF_BRIDGE, ndm_ifindex = entry.Link, ndm_state = entry.State, ndm_flags = (byte)(entry.InBridge ? NDA.NTF_MASTER : NDA.NTF_SELF) });
        Write(ref writer, entry.Address);
        if (entry.Vlan is { } vlan)
            writer.Attribute(NDA.NDA_VLAN, vlan);
        if (entry.Destination is { } destination)
            writer.AttributeAddress(NDA.NDA_DST, destination);
    }

    public static Neighbour? Read(in NetlinkMessageReader message, out NetlinkFormatError error)
    {
        if (!message.TryReadBody(out ndmsg header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return null;
        }

        IPAddress? address = null;
        MacAddress? mac = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == NDA.NDA_DST)
                address = attributes.GetAddress();
            else if (attributes.Type == NDA.NDA_LLADDR && attributes.Payload.Length == MacAddress.Length)
                mac = new MacAddress(attributes.Payload);
        }

        error = attributes.Error == NetlinkFormatError.None && address is null ? NetlinkFormatError.Value : attributes.Error;
        return error != NetlinkFormatError.None ? null : new Neighbour { Link = header.ndm_ifindex, Address = address!, LinkAddress = mac, State = header.ndm_state, Flags = header.ndm_flags };
    }

    public static ForwardingEntry? ReadEntry(in NetlinkMessageReader message, out NetlinkFormatError error)
    {
        if (!message.TryReadBody(out ndmsg header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return null;
        }

        // NTF_MASTER is for requests: of what is in a bridge's database the kernel says only that it is not the port's own.
        var entry = new ForwardingEntry { Link = header.ndm_ifindex, Address = default, State = header.ndm_state, InBridge = (header.ndm_flags & NDA.NTF_SELF) == 0 };
        bool found = false;
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case NDA.NDA_LLADDR when attributes.Payload.Length == MacAddress.Length:
                    entry = entry with { Address = new MacAddress(attributes.Payload) };
                    found = true;
                    break;
                case NDA.NDA_MASTER:
                    entry = entry with { Bridge = attributes.Get<int>() };
                    break;
                case NDA.NDA_VLAN:
                    entry = entry with { Vlan = attributes.Get<ushort>() };
                    break;
                case NDA.NDA_DST:
                    entry = entry with { Destination = attributes.GetAddress() };
                    break;
            }
        }

        error = attributes.Error == NetlinkFormatError.None && !found ? NetlinkFormatError.Value : attributes.Error;
        return error != NetlinkFormatError.None ? null : entry;
    }

    private static void Write(ref NetlinkWriter writer, MacAddress address)
    {
        Span<byte> bytes = stackalloc byte[MacAddress.Length];
        address.CopyTo(bytes);
        writer.Attribute(NDA.NDA_LLADDR, bytes);
    }
}
