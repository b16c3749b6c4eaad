using System.Net.Sockets;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

public sealed partial class Rtnetlink
{
    /// <summary>The policy routing rules of the namespace, of each family in the order in which they are asked.</summary>
    /// <param name="family">IPv4 or IPv6; both when it is unspecified.</param>
    public IReadOnlyList<Rule> GetRules(AddressFamily family = AddressFamily.Unspecified) => Dump(
        RTM.RTM_GETRULE, family, static (ref writer, family) => writer.Write(new fib_rule_hdr { family = AddressCodec.FamilyOf(family) }),
        static _ => "list rules", ReadRule);

    /// <summary>Adds a rule.</summary>
    /// <exception cref="ArgumentException">An address is of another family than the rule.</exception>
    /// <exception cref="NetlinkException">EEXIST: it is there. EAFNOSUPPORT: the kernel has no rules of this family. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void AddRule(Rule rule)
    {
        Check(rule);
        _connection.Execute(RTM.RTM_NEWRULE, NL.NLM_F_CREATE | NL.NLM_F_EXCL, rule, RuleCodec.Write, static rule => $"add rule {Name(rule)}");
    }

    /// <summary>Deletes a rule: of those that are all that this one says, the first. False when there is none.</summary>
    /// <remarks>So a rule that <see cref="GetRules"/> has given goes itself, and one that says little may be another's.</remarks>
    /// <exception cref="ArgumentException">An address is of another family than the rule.</exception>
    /// <exception cref="NetlinkException">EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool DeleteRule(Rule rule)
    {
        Check(rule);
        return TryDelete(() => _connection.Execute(RTM.RTM_DELRULE, 0, rule, RuleCodec.Write, static rule => $"delete rule {Name(rule)}"));
    }

    internal static Rule? ReadRule(NetlinkMessageReader message) => message.Type is not (RTM.RTM_NEWRULE or RTM.RTM_DELRULE) || !IsInternet(message)
        ? null : RuleCodec.Read(message, out NetlinkFormatError error) ?? throw Unreadable("a rule", error);

    private static void Check(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.Source is { } source && source.BaseAddress.AddressFamily != rule.Family || rule.Destination is { } destination && destination.BaseAddress.AddressFamily != rule.Family)
            throw new ArgumentException($"A rule of {rule.Family} is for addresses of that family.", nameof(rule));
    }

    private static string Name(Rule rule) =>
        $"{rule.Priority?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "without a priority"} from {rule.Source?.ToString() ?? "all"} to {rule.Destination?.ToString() ?? "all"}";
}
