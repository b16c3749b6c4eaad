using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

/// <summary>A virtual network card on another link, whose other end is a descriptor: what is written there goes out by the parent. Linux 5.2.</summary>
/// <remarks>
/// <para>
/// One that is made here is in a network namespace of its own, which nothing holds but <see cref="NetworkNamespace"/> and its queues. So it lives as long as one of its descriptors is open, here or in the QEMU that they were
/// handed to, as a <see cref="Tap"/> does: the kernel deletes the link with its namespace, whoever was killed. One that was only opened here is its maker's, and stays.
/// </para>
/// <para>Thread-safe. See <see href="https://docs.kernel.org/networking/tuntap.html">tuntap</see>, whose calls it takes.</para>
/// </remarks>
public sealed class Macvtap : IDisposable
{
    private const int MostQueues = 256;

    private readonly SafeFileDescriptor[] _queues;

    private Macvtap(NetworkNamespace networkNamespace, Link link, SafeFileDescriptor[] queues) => (NetworkNamespace, Name, Index, _queues) = (networkNamespace, link.Name, link.Index, queues);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its number in its namespace.</summary>
    public int Index { get; }

    /// <summary>The namespace that it is in: <see cref="Rtnetlink.Open(VirtCore.Netlink.NetworkNamespace)"/> changes and limits it there. It goes with this.</summary>
    public NetworkNamespace NetworkNamespace { get; }

    /// <summary>Its queues' descriptors, to be handed to QEMU (<c>-netdev tap,fds=</c>). They do not block.</summary>
    public IReadOnlyList<SafeHandle> Queues => _queues;

    /// <summary>Makes a macvtap and switches it on: whole, or not at all.</summary>
    /// <exception cref="ArgumentException">The name can be none, or the queues are too few or many.</exception>
    /// <exception cref="NetlinkException">ENODEV: there is no such parent. EBUSY: the parent is a bridge's port, or another has it to itself. EOPNOTSUPP: the kernel lacks the kind. EPERM: this needs CAP_NET_ADMIN.</exception>
    /// <exception cref="KernelException">EPERM: this needs CAP_SYS_ADMIN and CAP_MKNOD, and a device cgroup that allows the device.</exception>
    public static Macvtap Create(MacvtapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LinkCodec.CheckName(options.Name);
        Check(options.Queues);
        NetworkNamespace place = NetworkNamespace.Create();
        try
        {
            using (Rtnetlink outside = options.ParentNamespace is { } parent ? Rtnetlink.Open(parent) : Rtnetlink.Open())
                outside.CreateLink(new MacvtapLink { Mode = options.Mode }, new LinkSettings { Name = options.Name, Parent = options.Parent, Address = options.Address, Mtu = options.Mtu, NetworkNamespace = place.Handle });
            using Rtnetlink inside = Rtnetlink.Open(place);
            Link link = Find(inside, options.Name);
            SafeFileDescriptor[] queues = OpenQueues(place, link, options.Queues);
            try
            {
                // The address is the guest's: the kernel is not to speak by it.
                if (link.Ipv6AddressGeneration is not null)
                    inside.ChangeLink(link.Index, new LinkSettings { Ipv6AddressGeneration = Ipv6AddressGeneration.None });
                inside.ChangeLink(link.Index, new LinkSettings { IsUp = true });
                return new Macvtap(place, link, queues);
            }
            catch
            {
                Close(queues);
                throw;
            }
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Opens queues of a macvtap that somebody else has made. It stays when they are closed; its namespace stays as long as they are open.</summary>
    /// <param name="name">The link's name.</param>
    /// <param name="queues">Its queues; null for one.</param>
    /// <param name="networkNamespace">Where it is; null for the calling thread's.</param>
    /// <exception cref="ArgumentException">The queues are too few or many.</exception>
    /// <exception cref="NetlinkException">ENODEV: there is no such link.</exception>
    /// <exception cref="KernelException">ENOENT: it is no macvtap. EBUSY: it has as many queues as it can have. EPERM: this needs CAP_SYS_ADMIN and CAP_MKNOD, and a device cgroup that allows the device.</exception>
    public static Macvtap Open(string name, MacvtapQueues? queues = null, NetworkNamespace? networkNamespace = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        queues ??= new MacvtapQueues();
        Check(queues);
        NetworkNamespace place = networkNamespace?.Duplicate() ?? NetworkNamespace.Current();
        try
        {
            using Rtnetlink inside = Rtnetlink.Open(place);
            Link link = Find(inside, name);
            return new Macvtap(place, link, OpenQueues(place, link, queues));
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Closes its descriptors. One that was made here goes when no other process has one either.</summary>
    public void Dispose()
    {
        Close(_queues);
        NetworkNamespace.Dispose();
    }

    private static SafeFileDescriptor[] OpenQueues(NetworkNamespace place, Link link, MacvtapQueues options)
    {
        SafeFileDescriptor[] queues = place.OpenMacvtap(link, options.Count);
        try
        {
            uint flags = TUN.IFF_TAP | TUN.IFF_NO_PI | (options.VnetHeader ? TUN.IFF_VNET_HDR : 0u) | (options.Count > 1 ? TUN.IFF_MULTI_QUEUE : 0u);
            foreach (SafeFileDescriptor queue in queues)
            {
                TapDevice.Attach(queue, link.Name, flags);
                if (options.VnetHeader)
                    TapDevice.SetInt(queue, TUN.TUNSETVNETHDRSZ, options.VnetHeaderLength, "TUNSETVNETHDRSZ", link.Name);
                TapDevice.Set(queue, TUN.TUNSETOFFLOAD, (ulong)options.Offloads, "TUNSETOFFLOAD", link.Name);
            }

            return queues;
        }
        catch
        {
            Close(queues);
            throw;
        }
    }

    private static Link Find(Rtnetlink route, string name) => route.TryGetLink(name, out Link? link) ? link : throw new NetlinkException($"open macvtap \"{name}\"", ENODEV);

    private static void Check(MacvtapQueues queues)
    {
        ArgumentNullException.ThrowIfNull(queues);
        if (queues.Count is < 1 or > MostQueues)
            throw new ArgumentException($"A macvtap has 1 to {MostQueues} queues, not {queues.Count}.", nameof(queues));
    }

    private static void Close(SafeFileDescriptor[] queues)
    {
        foreach (SafeFileDescriptor queue in queues)
            queue.Dispose();
    }
}
