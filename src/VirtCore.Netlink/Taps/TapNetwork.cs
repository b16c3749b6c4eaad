using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

/// <summary>A virtual machine's place in the network: a tap at a bridge, with its limits and its filter.</summary>
/// <remarks>
/// <para>
/// All of it lives as long as its descriptors (<see cref="Handles"/>) are open somewhere, and nothing of it any longer: the kernel removes the tap with its last queue, what limits it with the tap, and the filter's table with its
/// socket. So whoever dies, and whenever, nothing is left behind. A QEMU that gets all of them keeps them when this process ends: <c>-netdev tap,fds=</c> takes the queues, and the filter's it only holds.
/// A floor alone is the bridge's and not the tap's: it carries nothing when the tap is gone, and is cleared away when a next one is made at the bridge.
/// </para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class TapNetwork : IDisposable
{
    private const byte HighestFirst = 0xFE;

    private readonly Rtnetlink _route;
    private readonly Tap _tap;

    private readonly int? _floorAt;

    private TapNetwork(Rtnetlink route, Tap tap, SpoofFilter? filter, int index, MacAddress address, int? floorAt)
    {
        (_route, _tap, Filter, Index, Address, _floorAt) = (route, tap, filter, index, address, floorAt);
        Handles = filter is null ? tap.Queues : [.. tap.Queues, filter.Handle];
    }

    /// <summary>The tap's name.</summary>
    public string Name => _tap.Name;

    /// <summary>The tap's number.</summary>
    public int Index { get; }

    /// <summary>The machine's MAC address: what QEMU's <c>-device virtio-net,mac=</c> is to say.</summary>
    public MacAddress Address { get; }

    /// <summary>The tap's queues, for <c>-netdev tap,fds=</c>.</summary>
    public IReadOnlyList<SafeHandle> Queues => _tap.Queues;

    /// <summary>What drops frames in another's name, or null.</summary>
    public SpoofFilter? Filter { get; }

    /// <summary>All that keeps this alive, the queues first: what a process is to get that is to keep it.</summary>
    public IReadOnlyList<SafeHandle> Handles { get; }

    /// <summary>Makes a tap, filters and limits it, and then joins it to a bridge and switches it on: all of it, or nothing.</summary>
    /// <param name="bridge">The bridge's name.</param>
    /// <param name="address">The machine's MAC address. The tap's own has <c>fe</c> for its first byte.</param>
    /// <param name="bandwidth">What the machine's card may carry; null for all that there is.</param>
    /// <param name="antiSpoof">What the machine may say that it is; null for anything.</param>
    /// <param name="tap">How the tap is made; null for one queue with a header for virtio-net. It cannot be persistent.</param>
    /// <param name="port">What it is as a port of the bridge, or null.</param>
    /// <param name="cancellationToken">Looked at before each step. What was made is undone.</param>
    /// <exception cref="ArgumentException">The MAC address is a group's, the tap persistent, a name or a limit none.</exception>
    /// <exception cref="InvalidOperationException">A floor is asked for, and the bridge has no pool (<see cref="Rtnetlink.SetBandwidthPool"/>) or not so much left in it.</exception>
    /// <exception cref="NetlinkException">ENODEV: there is no such bridge. EPERM: this needs CAP_NET_ADMIN. ENOENT, EOPNOTSUPP: the kernel lacks a part of it.</exception>
    /// <exception cref="KernelException">There is no /dev/net/tun, or the tap was refused.</exception>
    public static ValueTask<TapNetwork> AttachAsync(
        string bridge, MacAddress address, Bandwidth? bandwidth = null, AntiSpoof? antiSpoof = null, TapOptions? tap = null, BridgePort? port = null, CancellationToken cancellationToken = default)
    {
        LinkCodec.CheckName(bridge);
        if (bandwidth is not null)
            Rtnetlink.Check(bandwidth);
        if (address.IsGroup)
            throw new ArgumentException($"{address} is a group's address, and no machine's.", nameof(address));
        tap ??= new TapOptions();
        if (tap.Persistent)
            throw new ArgumentException("A persistent tap would be left behind: make it with Tap.Create.", nameof(tap));
        // The kernel's lock on all that is network may take long to have, where others make links by the thousand.
        return new ValueTask<TapNetwork>(Task.Run(() => Attach(bridge, address, bandwidth, antiSpoof, tap, port, cancellationToken), cancellationToken));
    }

    /// <summary>Closes this process's descriptors, and leaves everything to those that got them too. When nobody did, all of it goes.</summary>
    public void Release()
    {
        _route.Dispose();
        _tap.Dispose();
        Filter?.Dispose();
    }

    /// <summary>Takes the machine from the network: removes the tap, its limits and its filter, whoever else has the descriptors.</summary>
    public void Dispose()
    {
        try
        {
            _route.DeleteLink(Index);
            Filter?.Remove();
            if (_floorAt is { } bridge)
                _route.RemoveDeadFloors(bridge);
        }
        catch (Exception gone) when (gone is ObjectDisposedException or NetlinkException)
        {
            // It was released, or the namespace's rights were given up: what the kernel removes by itself it does.
        }
        finally
        {
            Release();
        }
    }

    private static TapNetwork Attach(
        string bridge, MacAddress address, Bandwidth? bandwidth, AntiSpoof? antiSpoof, TapOptions options, BridgePort? port, CancellationToken cancellationToken)
    {
        Rtnetlink? route = null;
        Tap? tap = null;
        SpoofFilter? filter = null;
        try
        {
            route = options.NetworkNamespace is { } place ? Rtnetlink.Open(place) : Rtnetlink.Open();
            if (!route.TryGetLink(bridge, out Link? master) || master.Kind != "bridge")
                throw new NetlinkException($"attach a tap to bridge \"{bridge}\"", ENODEV, master is null ? null : $"it is no bridge, but {master.Kind ?? "hardware"}");
            tap = Tap.Create(options);
            if (!route.TryGetLink(tap.Name, out Link? link))
                throw new NetlinkException($"attach \"{tap.Name}\" to bridge \"{bridge}\"", ENODEV, "somebody deleted it as soon as it had been made");
            cancellationToken.ThrowIfCancellationRequested();
            // It joins the bridge last, so that there is no moment in which it carries what it may not.
            if (antiSpoof is not null)
                filter = SpoofFilter.CreateFor(tap.Name, address, antiSpoof, options.NetworkNamespace);
            cancellationToken.ThrowIfCancellationRequested();
            if (bandwidth is not null)
                route.SetBandwidth(link.Index, bandwidth with { Inbound = bandwidth.Inbound is { } inbound ? inbound with { FloorBytesPerSecond = null } : null });
            cancellationToken.ThrowIfCancellationRequested();
            route.ChangeLink(link.Index, new LinkSettings { Address = TapAddress(address), Mtu = master.Mtu, Master = master.Index });
            if (port is not null)
                route.ChangeLink(link.Index, new LinkSettings { Port = port });
            route.ChangeLink(link.Index, new LinkSettings { IsUp = true });
            // Last, so that nothing has to take it back.
            int? floorAt = null;
            if (bandwidth?.Inbound?.FloorBytesPerSecond is { } floor)
            {
                route.AddFloor(master.Index, address, floor);
                floorAt = master.Index;
            }

            return new TapNetwork(route, tap, filter, link.Index, address, floorAt);
        }
        catch
        {
            tap?.Dispose();
            filter?.Dispose();
            route?.Dispose();
            throw;
        }
    }

    // The bridge takes its lowest port's address for its own: no tap's is lower than a card's. libvirt does so too.
    internal static MacAddress TapAddress(MacAddress address)
    {
        Span<byte> bytes = stackalloc byte[MacAddress.Length];
        address.CopyTo(bytes);
        bytes[0] = HighestFirst;
        return new MacAddress(bytes);
    }
}
