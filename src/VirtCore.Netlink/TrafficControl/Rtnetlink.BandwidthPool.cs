using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

public sealed partial class Rtnetlink
{
    private const ushort PoolClass = 1, DefaultClass = 2, FirstFloor = 3, LastFloor = 0xFFF0;

    /// <summary>Says how much a bridge gives out to its machines, so that they can have floors in it (<c>htb</c>). What it limited before, with all floors, is replaced.</summary>
    /// <remarks>It counts what leaves the host through the bridge's own device, as routed and NATed networks do. What one port sends to another does not pass there.</remarks>
    /// <param name="link">The bridge, by index.</param>
    /// <param name="bytesPerSecond">All that it gives out, in bytes a second.</param>
    /// <exception cref="NetlinkException">ENODEV: there is no such link. ENOENT: the kernel lacks htb. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void SetBandwidthPool(int link, ulong bytesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bytesPerSecond);
        RemoveBandwidth(link);
        NetlinkException?[] results = _connection.ExecuteAll(
            Share(link),
            ShareClass(link, RootHandle, PoolClass, bytesPerSecond, bytesPerSecond),
            ShareClass(link, RootHandle | PoolClass, DefaultClass, Math.Max(bytesPerSecond / 100, 1), bytesPerSecond));
        if (results.FirstOrDefault(static result => result is not null) is not { } refusal)
            return;
        RemoveBandwidth(link);
        throw refusal;
    }

    /// <summary>Takes the limit and all floors from a bridge. False when it has none.</summary>
    /// <exception cref="NetlinkException">ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool RemoveBandwidthPool(int link) => RemoveBandwidth(link);

    /// <summary>What the machines of a bridge get at least.</summary>
    /// <exception cref="NetlinkException">ENODEV: there is no such link.</exception>
    public IReadOnlyList<BandwidthFloor> GetBandwidthFloors(int link)
    {
        Dictionary<uint, ulong> rates = ReadRates(link);
        return [.. Dump(RTM.RTM_GETTFILTER, link, static (ref writer, link) => writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = RootHandle }), static link => $"list what is shared of link {link}",
            message =>
            {
                MacAddress? read = HtbCodec.ReadFilter(message, out tcmsg header, out NetlinkFormatError error);
                if (error != NetlinkFormatError.None)
                    throw Unreadable("a filter", error);
                if (read is not { } address)
                    return null;
                ushort number = (ushort)(header.tcm_info >> 16);
                return rates.TryGetValue(RootHandle | number, out ulong rate) ? new BandwidthFloor(address, rate) { Number = number } : null;
            })];
    }

    /// <summary>Gives a machine its share, in the place of one that it has, once its tap is at the bridge; and takes theirs from those whose taps are gone.</summary>
    /// <exception cref="InvalidOperationException">The bridge has no pool, or not so much is left in it.</exception>
    internal void AddFloor(int bridge, MacAddress address, ulong bytesPerSecond)
    {
        RemoveDeadFloors(bridge);
        while (true)
        {
            Dictionary<uint, ulong> rates = ReadRates(bridge);
            if (!rates.TryGetValue(RootHandle | PoolClass, out ulong pool))
                throw new InvalidOperationException($"Link {bridge} gives out no bandwidth that there could be a floor in: call SetBandwidthPool first.");
            // A machine comes again after its host's death, or moves from one tap of the bridge to another: that is one share.
            ILookup<bool, BandwidthFloor> floors = GetBandwidthFloors(bridge).ToLookup(floor => floor.Address == address);
            ulong given = floors[false].Aggregate(0UL, static (sum, floor) => sum + floor.BytesPerSecond);
            if (bytesPerSecond > pool || given > pool - bytesPerSecond)
                throw new InvalidOperationException($"A floor of {bytesPerSecond} bytes a second is more than is left: link {bridge} gives out {pool}, of which {given} are given.");
            uint number = FirstFloor;
            while (rates.ContainsKey(RootHandle | number))
                number++;
            if (number > LastFloor)
                throw new InvalidOperationException($"Link {bridge} has as many shares as it can have.");
            // Both in one sending, as nobody can be killed between them.
            NetlinkException?[] results = _connection.ExecuteAll(
                ShareClass(bridge, RootHandle | PoolClass, (ushort)number, bytesPerSecond, pool),
                ShareFilter(bridge, (ushort)number, address));
            if (results[0] is { } refusal && refusal.Errno != EEXIST)
                throw refusal;
            if (results[0] is not null)
                continue; // somebody else took the number meanwhile
            if (results[1] is { } refused)
            {
                _connection.ExecuteAll(DeleteClass(bridge, (ushort)number));
                throw refused;
            }

            foreach (BandwidthFloor former in floors[true])
                RemoveFloor(bridge, former);
            return;
        }
    }

    /// <summary>Takes their shares from those whose taps are gone from the bridge.</summary>
    internal void RemoveDeadFloors(int bridge)
    {
        // In this order: whoever has a share in the list had a tap before.
        IReadOnlyList<BandwidthFloor> floors = GetBandwidthFloors(bridge);
        HashSet<MacAddress> alive = [.. GetLinks().Where(link => link.Master == bridge && link.Address is not null).Select(static link => link.Address!.Value)];
        foreach (BandwidthFloor floor in floors)
        {
            if (!alive.Contains(TapNetwork.TapAddress(floor.Address)))
                RemoveFloor(bridge, floor);
        }
    }

    private void RemoveFloor(int bridge, BandwidthFloor floor)
    {
        NetlinkException?[] results = _connection.ExecuteAll(DeleteFilter(bridge, floor.Number, floor.Address), DeleteClass(bridge, floor.Number));
        if (results.FirstOrDefault(static result => result is not null && !IsMissing(result)) is { } refusal)
            throw refusal;
    }

    private Dictionary<uint, ulong> ReadRates(int link)
    {
        var rates = new Dictionary<uint, ulong>();
        Dump<int, object>(RTM.RTM_GETTCLASS, link, static (ref writer, link) => writer.Write(new tcmsg { tcm_ifindex = link }), static link => $"list the classes of link {link}", message =>
        {
            ulong? rate = HtbCodec.ReadRate(message, out tcmsg header, out NetlinkFormatError error);
            if (error != NetlinkFormatError.None)
                throw Unreadable("a class", error);
            if (rate is not null)
                rates[header.tcm_handle] = rate.Value;
            return null;
        });
        return rates;
    }

    private static uint FilterInfo(ushort number) => ((uint)number << 16) | EthernetAll;

    internal static NetlinkRequest Share(int link) => new(RTM.RTM_NEWQDISC, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, $"share what link {link} sends", (ref writer) =>
    {
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_handle = RootHandle, tcm_parent = TC.TC_H_ROOT });
        HtbCodec.WriteDiscipline(ref writer, DefaultClass);
    });

    internal static NetlinkRequest ShareFilter(int link, ushort number, MacAddress address) => new(
        RTM.RTM_NEWTFILTER, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, $"give {address} a share of link {link}", (ref writer) =>
        {
            writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = RootHandle, tcm_info = FilterInfo(number) });
            HtbCodec.WriteFilter(ref writer, address, RootHandle | number);
        });

    internal static NetlinkRequest DeleteFilter(int link, ushort number, MacAddress address) => new(RTM.RTM_DELTFILTER, NL.NLM_F_ACK, $"take the share of {address}", (ref writer) =>
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_parent = RootHandle, tcm_info = FilterInfo(number) }));

    internal static NetlinkRequest ShareClass(int link, uint parent, ushort number, ulong rate, ulong ceiling) => new(
        RTM.RTM_NEWTCLASS, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, $"share {rate} bytes a second of link {link}", (ref writer) =>
        {
            writer.Write(new tcmsg { tcm_ifindex = link, tcm_handle = RootHandle | number, tcm_parent = parent });
            HtbCodec.WriteClass(ref writer, rate, ceiling, new BandwidthLimit(ceiling).Burst);
        });

    private static NetlinkRequest DeleteClass(int link, ushort number) => new(RTM.RTM_DELTCLASS, NL.NLM_F_ACK, $"take a share of link {link}", (ref writer) =>
        writer.Write(new tcmsg { tcm_ifindex = link, tcm_handle = RootHandle | number }));
}
