using System.Net;
using System.Net.Sockets;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A rule's message, both ways.</summary>
internal static class RuleCodec
{
    private const uint MainTable = 254;
    private const uint NoPrefixLength = uint.MaxValue;

    public static void Write(ref NetlinkWriter writer, Rule rule)
    {
        uint table = rule.Table ?? (rule.Action == RuleAction.ToTable && !rule.IsL3MasterDevice ? MainTable : 0);
        writer.Write(new fib_rule_hdr
        {
            family = AddressCodec.FamilyOf(rule.Family),
            dst_len = (byte)(rule.Destination?.PrefixLength ?? 0),
            src_len = (byte)(rule.Source?.PrefixLength ?? 0),
            tos = rule.TypeOfService,
            table = table <= byte.MaxValue ? (byte)table : (byte)0,
            action = (byte)rule.Action,
            flags = rule.IsInverted ? FRA.FIB_RULE_INVERT : 0,
        });
        if (table != 0)
            writer.Attribute(FRA.FRA_TABLE, table);
        if (rule.Priority is { } priority)
            writer.Attribute(FRA.FRA_PRIORITY, priority);
        // Without a length there may be no address: 0.0.0.0/0 is all, as nothing is.
        if (rule.Source is { PrefixLength: > 0 } source)
            writer.AttributeAddress(FRA.FRA_SRC, source.BaseAddress);
        if (rule.Destination is { PrefixLength: > 0 } destination)
            writer.AttributeAddress(FRA.FRA_DST, destination.BaseAddress);
        if (rule.InputLink is { } input)
            writer.Attribute(FRA.FRA_IIFNAME, input);
        if (rule.OutputLink is { } output)
            writer.Attribute(FRA.FRA_OIFNAME, output);
        if (rule.Mark is { } mark)
            writer.Attribute(FRA.FRA_FWMARK, mark);
        if (rule.MarkMask is { } mask)
            writer.Attribute(FRA.FRA_FWMASK, mask);
        if (rule.IsL3MasterDevice)
            writer.Attribute(FRA.FRA_L3MDEV, (byte)1);
        if (rule.Goto is { } target)
            writer.Attribute(FRA.FRA_GOTO, target);
        if (rule.SuppressPrefixLength is { } length)
            writer.Attribute(FRA.FRA_SUPPRESS_PREFIXLEN, length);
        if (rule.SuppressGroup is { } group)
            writer.Attribute(FRA.FRA_SUPPRESS_IFGROUP, group);
        if (rule.Users is { } users)
            writer.Attribute(FRA.FRA_UID_RANGE, new fib_rule_uid_range { start = users.First, end = users.Last });
        if (rule.IpProtocol is { } protocol)
            writer.Attribute(FRA.FRA_IP_PROTO, protocol);
        if (rule.SourcePorts is { } from)
            writer.Attribute(FRA.FRA_SPORT_RANGE, new fib_rule_port_range { start = from.First, end = from.Last });
        if (rule.DestinationPorts is { } to)
            writer.Attribute(FRA.FRA_DPORT_RANGE, new fib_rule_port_range { start = to.First, end = to.Last });
        writer.Attribute(FRA.FRA_PROTOCOL, rule.Protocol);
    }

    public static Rule? Read(in NetlinkMessageReader message, out NetlinkFormatError error)
    {
        if (!message.TryReadBody(out fib_rule_hdr header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return null;
        }

        bool six = header.family == Tmds.Linux.LibC.AF_INET6;
        IPAddress none = six ? IPAddress.IPv6Any : IPAddress.Any, source = none, destination = none;
        uint table = header.table;
        // The kernel does not say the lowest priority.
        var rule = new Rule
        {
            Family = six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
            Priority = 0,
            TypeOfService = header.tos,
            Action = (RuleAction)header.action,
            IsInverted = (header.flags & FRA.FIB_RULE_INVERT) != 0,
            Protocol = 0,
        };
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case FRA.FRA_SRC:
                    source = attributes.GetAddress();
                    break;
                case FRA.FRA_DST:
                    destination = attributes.GetAddress();
                    break;
                case FRA.FRA_TABLE:
                    table = attributes.Get<uint>();
                    break;
                default:
                    ReadMore(ref attributes, ref rule);
                    break;
            }
        }

        error = attributes.Error;
        if (error != NetlinkFormatError.None)
            return null;
        if (!Prefix.TryRead(source, header.src_len, six, out IPNetwork? from) || !Prefix.TryRead(destination, header.dst_len, six, out IPNetwork? to))
        {
            error = NetlinkFormatError.Value;
            return null;
        }

        return rule with { Source = from, Destination = to, Table = table == 0 ? null : table };
    }

    private static void ReadMore(ref NetlinkAttributeReader attributes, ref Rule rule)
    {
        switch (attributes.Type)
        {
            case FRA.FRA_PRIORITY:
                rule = rule with { Priority = attributes.Get<uint>() };
                break;
            case FRA.FRA_IIFNAME:
                rule = rule with { InputLink = attributes.GetName() };
                break;
            case FRA.FRA_OIFNAME:
                rule = rule with { OutputLink = attributes.GetName() };
                break;
            case FRA.FRA_FWMARK:
                rule = rule with { Mark = attributes.Get<uint>() };
                break;
            case FRA.FRA_FWMASK:
                rule = rule with { MarkMask = attributes.Get<uint>() };
                break;
            case FRA.FRA_L3MDEV:
                rule = rule with { IsL3MasterDevice = attributes.Get<byte>() != 0 };
                break;
            case FRA.FRA_GOTO:
                rule = rule with { Goto = attributes.Get<uint>() };
                break;
            case FRA.FRA_SUPPRESS_PREFIXLEN:
                uint length = attributes.Get<uint>();
                rule = rule with { SuppressPrefixLength = length == NoPrefixLength ? null : (int)length };
                break;
            case FRA.FRA_SUPPRESS_IFGROUP:
                rule = rule with { SuppressGroup = attributes.Get<uint>() };
                break;
            case FRA.FRA_UID_RANGE:
                fib_rule_uid_range users = attributes.Get<fib_rule_uid_range>();
                rule = rule with { Users = new UserRange(users.start, users.end) };
                break;
            case FRA.FRA_IP_PROTO:
                rule = rule with { IpProtocol = attributes.Get<byte>() };
                break;
            case FRA.FRA_SPORT_RANGE:
                rule = rule with { SourcePorts = PortsOf(attributes.Get<fib_rule_port_range>()) };
                break;
            case FRA.FRA_DPORT_RANGE:
                rule = rule with { DestinationPorts = PortsOf(attributes.Get<fib_rule_port_range>()) };
                break;
            case FRA.FRA_PROTOCOL:
                rule = rule with { Protocol = attributes.Get<byte>() };
                break;
        }
    }

    private static PortRange PortsOf(fib_rule_port_range ports) => new(ports.start, ports.end);
}
