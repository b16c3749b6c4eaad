using System.Net;
using System.Net.Sockets;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>An address's message, both ways.</summary>
internal static class AddressCodec
{
    private const uint Forever = uint.MaxValue;

    public static byte FamilyOf(IPAddress address) => FamilyOf(address.AddressFamily);

    /// <summary>Linux's number: .NET's for IPv6 is another.</summary>
    public static byte FamilyOf(AddressFamily family) => family switch
    {
        AddressFamily.InterNetwork => (byte)Tmds.Linux.LibC.AF_INET,
        AddressFamily.InterNetworkV6 => (byte)Tmds.Linux.LibC.AF_INET6,
        AddressFamily.Unspecified => 0,
        _ => throw new ArgumentException($"{family} is neither IPv4 nor IPv6.", nameof(family)),
    };

    public static void Write(ref NetlinkWriter writer, LinkAddress address)
    {
        writer.Write(new ifaddrmsg
        {
            ifa_family = FamilyOf(address.Address),
            ifa_prefixlen = (byte)address.PrefixLength,
            ifa_flags = (byte)address.Flags,
            ifa_scope = address.Scope,
            ifa_index = (uint)address.Link,
        });
        writer.AttributeAddress(IFA.IFA_LOCAL, address.Address);
        writer.AttributeAddress(IFA.IFA_ADDRESS, address.Peer ?? address.Address);
        if (address.Broadcast is { } broadcast)
            writer.AttributeAddress(IFA.IFA_BROADCAST, broadcast);
        if (address.Label is { } label)
            writer.Attribute(IFA.IFA_LABEL, label);
        if (address.Flags != 0)
            writer.Attribute(IFA.IFA_FLAGS, address.Flags);
        if (address.ValidFor is not null || address.PreferredFor is not null)
            writer.Attribute(IFA.IFA_CACHEINFO, new ifa_cacheinfo { ifa_valid = Seconds(address.ValidFor), ifa_prefered = Seconds(address.PreferredFor) });
    }

    public static LinkAddress? Read(in NetlinkMessageReader message, out NetlinkFormatError error)
    {
        if (!message.TryReadBody(out ifaddrmsg header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return null;
        }

        IPAddress? local = null, other = null;
        var address = new LinkAddress { Link = (int)header.ifa_index, Address = IPAddress.None, PrefixLength = header.ifa_prefixlen, Scope = header.ifa_scope, Flags = header.ifa_flags };
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case IFA.IFA_LOCAL:
                    local = attributes.GetAddress();
                    break;
                case IFA.IFA_ADDRESS:
                    other = attributes.GetAddress();
                    break;
                case IFA.IFA_BROADCAST:
                    address = address with { Broadcast = attributes.GetAddress() };
                    break;
                case IFA.IFA_LABEL:
                    address = address with { Label = attributes.GetName() };
                    break;
                case IFA.IFA_FLAGS:
                    address = address with { Flags = attributes.Get<uint>() };
                    break;
                case IFA.IFA_CACHEINFO:
                    ifa_cacheinfo life = attributes.GetAtLeast<ifa_cacheinfo>();
                    address = address with { ValidFor = Span(life.ifa_valid), PreferredFor = Span(life.ifa_prefered) };
                    break;
            }
        }

        error = attributes.Error;
        if (error == NetlinkFormatError.None && (local ?? other) is null)
            error = NetlinkFormatError.Value;
        return error != NetlinkFormatError.None ? null : address with { Address = local ?? other!, Peer = local is null || local.Equals(other) ? null : other };
    }

    private static uint Seconds(TimeSpan? time) => time is { } some ? (uint)Math.Min(some.TotalSeconds, Forever - 1) : Forever;

    private static TimeSpan? Span(uint seconds) => seconds == Forever ? null : TimeSpan.FromSeconds(seconds);
}
