using System.Buffers.Binary;
using System.Net;
using VirtCore.Netlink;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Frames as a machine would send them.</summary>
internal static class Frames
{
    public static readonly MacAddress Broadcast = MacAddress.Parse("ff:ff:ff:ff:ff:ff");

    public static byte[] Ethernet(MacAddress from, ushort protocol, params ReadOnlySpan<byte> content)
    {
        byte[] frame = new byte[Math.Max(14 + content.Length, 60)];
        Broadcast.CopyTo(frame);
        from.CopyTo(frame.AsSpan(6));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), protocol);
        content.CopyTo(frame.AsSpan(14));
        return frame;
    }

    /// <summary>A frame with a VLAN tag.</summary>
    public static byte[] Tagged(byte[] frame, ushort vlan, ushort type = 0x8100) =>
        [.. frame[..12], (byte)(type >> 8), (byte)type, (byte)(vlan >> 8), (byte)vlan, .. frame[12..]];

    public static byte[] Arp(MacAddress from, MacAddress claims, string address, ushort operation = 2, ushort protocol = 0x0806)
    {
        byte[] body = new byte[28];
        ((ReadOnlySpan<byte>)[0, 1, 8, 0, 6, 4]).CopyTo(body);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(6), operation);
        claims.CopyTo(body.AsSpan(8));
        IPAddress.Parse(address).GetAddressBytes().CopyTo(body, 14);
        return Ethernet(from, protocol, body);
    }

    public static byte[] Ip4(MacAddress from, string source, byte protocol, ReadOnlySpan<byte> content, int options = 0, ushort fragment = 0)
    {
        int header = 20 + options;
        byte[] packet = new byte[header + content.Length];
        packet[0] = (byte)(0x40 | (header / 4));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), fragment);
        packet[8] = 64;
        packet[9] = protocol;
        IPAddress.Parse(source).GetAddressBytes().CopyTo(packet, 12);
        packet.AsSpan(16, 4).Fill(255);
        packet.AsSpan(20, options).Fill(1);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum(packet.AsSpan(0, header)));
        content.CopyTo(packet.AsSpan(header));
        return Ethernet(from, 0x0800, packet);
    }

    /// <summary>UDP in IPv4 with options of that many bytes.</summary>
    public static byte[] Udp4(MacAddress from, string source, ushort sourcePort, ushort port, int options = 0) => Ip4(from, source, 17, Udp(sourcePort, port), options);

    public static byte[] Udp(ushort sourcePort, ushort port)
    {
        byte[] udp = new byte[16];
        BinaryPrimitives.WriteUInt16BigEndian(udp, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(2), port);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(4), 16);
        return udp;
    }

    public static byte[] Ip6(MacAddress from, string source, byte next, params ReadOnlySpan<byte> content)
    {
        byte[] packet = new byte[40 + content.Length];
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)content.Length);
        packet[6] = next;
        packet[7] = 255;
        IPAddress.Parse(source).GetAddressBytes().CopyTo(packet, 8);
        IPAddress.Parse("ff02::1").GetAddressBytes().CopyTo(packet, 24);
        content.CopyTo(packet.AsSpan(40));
        return Ethernet(from, 0x86DD, packet);
    }

    /// <summary>A message of ICMPv6 with an address as neighbour discovery has it.</summary>
    public static byte[] Icmp6(byte type, string target = "::") => [type, 0, 0, 0, 0, 0, 0, 0, .. IPAddress.Parse(target).GetAddressBytes()];

    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (int i = 0; i < header.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
