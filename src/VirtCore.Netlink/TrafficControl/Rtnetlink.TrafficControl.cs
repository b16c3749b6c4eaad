using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

public sealed partial class Rtnetlink
{
    private const uint RootHandle = 0x1_0000;      // 1:
    private const uint LeafParent = RootHandle | 1; // 1:1
    private const uint IngressHandle = 0xFFFF_0000; // ffff:
    private const uint LongestFrame = 64 << 10;     // with segmentation left to the card
    private const uint MostDelayMilliseconds = 50;
    private const ushort FirstPolicer = 1, SecondPolicer = 2;
    private const ushort EthernetAll = 0x0300;      // ETH_P_ALL, the higher byte first

    /// <summary>Limits what a virtual machine's card carries, in the place of what limited it before, without a moment between: until the new limit stands, the old one does. When a part of it is refused, nothing limits the card.</summary>
    /// <param name="link">The host's side of the card: a tap, by index.</param>
    /// <param name="bandwidth">The limits, as the machine sees them: inbound is what the host sends.</param>
    /// <remarks>
    /// Inbound is a token bucket (<c>tbf</c>) with <c>fq_codel</c> in it where the kernel has that, so that what waits is fair and short; outbound is policed as it comes in (<c>ingress</c>, <c>matchall</c>, <c>police</c>), as
    /// what has arrived cannot be held back.
    /// </remarks>
    /// <exception cref="ArgumentException">A limit is 0, the peak is below the average, or outbound has a peak.</exception>
    /// <exception cref="NetlinkException">ENOENT: the kernel lacks tbf, matchall or police. ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void SetBandwidth(int link, Bandwidth bandwidth)
    {
        ArgumentNullException.ThrowIfNull(bandwidth);
        Check(bandwidth);
        if (bandwidth.Inbound?.FloorBytesPerSecond is not null)
            throw new ArgumentException("A floor is a share of what a bridge gives out: TapNetwork.AttachAsync sets it.", nameof(bandwidth));
        NetlinkException? refusal = TrySet(link, bandwidth);
        if (refusal?.Errno == EINVAL)
        {
            // A queue of another kind has the place: a bridge's shares, another program's.
            RemoveBandwidth(link);
            refusal = TrySet(link, bandwidth);
        }

        if (refusal is null)
            return;
        if (refusal.Errno != ENODEV)
            RemoveBandwidth(link);
        throw refusal;
    }

    private NetlinkException? TrySet(int link, Bandwidth bandwidth)
    {
        if (bandwidth.Inbound is { } inbound)
        {
            NetlinkException?[] results = _connection.ExecuteAll(Queue(link, inbound), Leaf(link));
            // Without fq_codel what waits is first come, first served.
            if (results[0] is not null || (results[1] is not null && results[1]!.Errno != ENOENT))
                return results[0] ?? results[1];
        }
        else if (_connection.ExecuteAll(Delete(link, TC.TC_H_ROOT, "remove the queue"))[0] is { } refusal && !IsMissing(refusal))
        {
            return refusal;
        }

        if (bandwidth.Outbound is { } outbound)
            return TryPolice(link, outbound);
        return _connection.ExecuteAll(Delete(link, TC.TC_H_INGRESS, "remove the policing"))[0] is { } refused && !IsMissing(refused) ? refused : null;
    }

    // A policer cannot be changed: the new one stands behind the old one before that goes.
    private NetlinkException? TryPolice(int link, BandwidthLimit limit)
    {
        NetlinkException?[] results = _connection.ExecuteAll(Ingress(link), Police(link, limit));
        if (results[0] is not null && results[0]!.Errno != EEXIST)
            return results[0];
        if (results[1]?.Errno != EEXIST)
        {
            if (results[1] is null)
                _connection.ExecuteAll(DeletePolice(link, SecondPolicer));
            return results[1];
        }

        // Both are there when somebody died between: then the first may go.
        NetlinkException? second = _connection.ExecuteAll(Police(link, limit, SecondPolicer), DeletePolice(link, FirstPolicer))[0];
        return second?.Errno != EEXIST ? second : _connection.ExecuteAll(Police(link, limit), DeletePolice(link, SecondPolicer))[0];
    }

    /// <summary>Takes the limits from a card. False when it has none.</summary>
    /// <exception cref="NetlinkException">ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool RemoveBandwidth(int link)
    {
        NetlinkException?[] results = _connection.ExecuteAll(
            Delete(link, TC.TC_H_ROOT, "remove the queue"), Delete(link, TC.TC_H_INGRESS, "remove the policing"));
        foreach (NetlinkException? result in results)
        {
            if (result is not null && !IsMissing(result))
                throw result;
        }

        return results.Any(static result => result is null);
    }

    private static bool IsMissing(NetlinkException refusal) => refusal.Errno == ENOENT || refusal.Errno == EINVAL;

    internal static void Check(Bandwidth bandwidth)
    {
        Check(bandwidth.Inbound, outbound: false);
        Check(bandwidth.Outbound, outbound: true);
    }

    private static void Check(BandwidthLimit? limit, bool outbound)
    {
        if (limit is null)
            return;
        if (limit.AverageBytesPerSecond == 0 || limit.BurstBytes == 0)
            throw new ArgumentException("A bandwidth of 0 carries nothing: switch the card off instead.");
        if (outbound && limit.PeakBytesPerSecond is not null)
            throw new ArgumentException("What a machine sends has no peak: it is policed by average and burst.");
        if (outbound && limit.FloorBytesPerSecond is not null)
            throw new ArgumentException("What a machine sends has no floor.");
        if (limit.FloorBytesPerSecond == 0 || limit.FloorBytesPerSecond > limit.AverageBytesPerSecond)
            throw new ArgumentException($"The floor of {limit.FloorBytesPerSecond} bytes a second is none, or above the average of {limit.AverageBytesPerSecond}.");
        if (limit.PeakBytesPerSecond < limit.AverageBytesPerSecond)
            throw new ArgumentException($"The peak of {limit.PeakBytesPerSecond} bytes a second is below the average of {limit.AverageBytesPerSecond}.");
    }

    internal static NetlinkRequest Queue(int link, BandwidthLimit limit) => new(RTM.RTM_NEWQDISC, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_REPLACE, $"limit what link {link} sends", (ref writer) =>
    {
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_handle = RootHandle, tcm_parent = TC.TC_H_ROOT });
        writer.Attribute(TCA.TCA_KIND, "tbf");
        int options = writer.BeginNested(TCA.TCA_OPTIONS);
        uint burst = Math.Max(limit.Burst, LongestFrame);
        writer.Attribute(TC.TCA_TBF_PARMS, new tc_tbf_qopt
        {
            rate = RateSpec.Of(limit.AverageBytesPerSecond),
            peakrate = limit.PeakBytesPerSecond is { } fast ? RateSpec.Of(fast) : default,
            limit = (uint)Math.Min((limit.AverageBytesPerSecond * MostDelayMilliseconds / 1000) + burst, uint.MaxValue),
            buffer = RateSpec.TicksFor(burst, limit.AverageBytesPerSecond),
            mtu = limit.PeakBytesPerSecond is { } peak ? RateSpec.TicksFor(LongestFrame, peak) : 0,
        });
        writer.Attribute(TC.TCA_TBF_BURST, burst);
        if (limit.AverageBytesPerSecond >= uint.MaxValue)
            writer.Attribute(TC.TCA_TBF_RATE64, limit.AverageBytesPerSecond);
        if (limit.PeakBytesPerSecond is { } most)
        {
            writer.Attribute(TC.TCA_TBF_PBURST, LongestFrame);
            if (most >= uint.MaxValue)
                writer.Attribute(TC.TCA_TBF_PRATE64, most);
        }

        writer.EndNested(options);
    });

    internal static NetlinkRequest Leaf(int link) => new(RTM.RTM_NEWQDISC, NL.NLM_F_ACK | NL.NLM_F_CREATE, $"keep what waits on link {link} fair", (ref writer) =>
    {
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = LeafParent });
        writer.Attribute(TCA.TCA_KIND, "fq_codel");
    });

    internal static NetlinkRequest Ingress(int link) => new(RTM.RTM_NEWQDISC, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, $"look at what link {link} receives", (ref writer) =>
    {
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_handle = IngressHandle, tcm_parent = TC.TC_H_INGRESS });
        writer.Attribute(TCA.TCA_KIND, "ingress");
    });

    internal static NetlinkRequest Police(int link, BandwidthLimit limit, ushort priority = FirstPolicer) => new(RTM.RTM_NEWTFILTER, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, $"limit what link {link} receives", (ref writer) =>
    {
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = IngressHandle, tcm_info = ((uint)priority << 16) | EthernetAll });
        writer.Attribute(TCA.TCA_KIND, "matchall");
        int options = writer.BeginNested(TCA.TCA_OPTIONS);
        int actions = writer.BeginNested(CLS.TCA_MATCHALL_ACT);
        int first = writer.BeginNested(1);
        writer.Attribute(CLS.TCA_ACT_KIND, "police");
        int police = writer.BeginNested(CLS.TCA_ACT_OPTIONS);
        uint burst = Math.Max(limit.Burst, LongestFrame);
        writer.Attribute(CLS.TCA_POLICE_TBF, new tc_police
        {
            action = CLS.TC_ACT_SHOT,
            burst = RateSpec.TicksFor(burst, limit.AverageBytesPerSecond),
            mtu = LongestFrame, // else the kernel takes what the rate's table covers, and drops what is longer
            rate = RateSpec.Of(limit.AverageBytesPerSecond),
        });
        Span<byte> table = stackalloc byte[RateSpec.TableLength];
        table.Clear();
        writer.Attribute(CLS.TCA_POLICE_RATE, table);
        if (limit.AverageBytesPerSecond >= uint.MaxValue)
            writer.Attribute(CLS.TCA_POLICE_RATE64, limit.AverageBytesPerSecond);
        writer.EndNested(police);
        writer.EndNested(first);
        writer.EndNested(actions);
        writer.EndNested(options);
    });

    private static NetlinkRequest DeletePolice(int link, ushort priority) => new(RTM.RTM_DELTFILTER, NL.NLM_F_ACK, $"remove a policing of link {link}", (ref writer) =>
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = IngressHandle, tcm_info = ((uint)priority << 16) | EthernetAll }));

    private static NetlinkRequest Delete(int link, uint parent, string what) => new(RTM.RTM_DELQDISC, NL.NLM_F_ACK, $"{what} of link {link}", (ref writer) =>
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = parent, tcm_handle = parent == TC.TC_H_INGRESS ? IngressHandle : 0 }));
}
