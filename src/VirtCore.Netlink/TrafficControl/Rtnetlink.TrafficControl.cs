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
    private const ushort EthernetAll = 0x0300;      // ETH_P_ALL, the higher byte first

    /// <summary>Limits what a virtual machine's card carries, in the place of what limited it before. As one step: when a part of it is refused, nothing limits the card.</summary>
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
        RemoveBandwidth(link);
        var requests = new List<NetlinkRequest>();
        if (bandwidth.Inbound is { } inbound)
        {
            requests.Add(Queue(link, inbound));
            requests.Add(Leaf(link));
        }

        if (bandwidth.Outbound is { } outbound)
        {
            requests.Add(Ingress(link));
            requests.Add(Police(link, outbound));
        }

        NetlinkException?[] results = _connection.ExecuteAll([.. requests]);
        for (int i = 0; i < results.Length; i++)
        {
            // Without fq_codel what waits is first come, first served.
            if (results[i] is not { } refusal || (refusal.Errno == ENOENT && bandwidth.Inbound is not null && i == 1))
                continue;
            RemoveBandwidth(link);
            throw refusal;
        }
    }

    /// <summary>Takes the limits from a card. False when it has none.</summary>
    /// <exception cref="NetlinkException">ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool RemoveBandwidth(int link)
    {
        NetlinkException?[] results = _connection.ExecuteAll(
            Delete(link, TC.TC_H_ROOT, "remove the queue"), Delete(link, TC.TC_H_INGRESS, "remove the policing"));
        foreach (NetlinkException? result in results)
        {
            if (result is not null && result.Errno != ENOENT && result.Errno != EINVAL)
                throw result;
        }

        return results.Any(static result => result is null);
    }

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

    internal static NetlinkRequest Queue(int link, BandwidthLimit limit) => new(RTM.RTM_NEWQDISC, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, $"limit what link {link} sends", (ref writer) =>
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

    internal static NetlinkRequest Police(int link, BandwidthLimit limit) => new(RTM.RTM_NEWTFILTER, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, $"limit what link {link} receives", (ref writer) =>
    {
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = IngressHandle, tcm_info = (1u << 16) | EthernetAll });
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

    private static NetlinkRequest Delete(int link, uint parent, string what) => new(RTM.RTM_DELQDISC, NL.NLM_F_ACK, $"{what} of link {link}", (ref writer) =>
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = parent, tcm_handle = parent == TC.TC_H_INGRESS ? IngressHandle : 0 }));
}
