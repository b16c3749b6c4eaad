using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A virtual network card whose other end is a descriptor: what is written there the host receives.</summary>
/// <remarks>It lives as long as one of its descriptors is open, here or in the QEMU that they were handed to: so no crash leaves it behind, unless it is persistent. Thread-safe.</remarks>
public sealed class Tap : IDisposable
{
    private const int MostQueues = 256;

    private readonly SafeFileDescriptor[] _queues;

    private Tap(string name, SafeFileDescriptor[] queues) => (Name, _queues) = (name, queues);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its queues' descriptors, to be handed to QEMU (<c>-netdev tap,fds=</c>). They do not block.</summary>
    public IReadOnlyList<SafeHandle> Queues => _queues;

    /// <summary>Makes a tap: whole, or not at all.</summary>
    /// <exception cref="ArgumentException">The name can be none, or the queues are too few or many.</exception>
    /// <exception cref="KernelException">EPERM: this needs CAP_NET_ADMIN. EBUSY: the name is another's. ENOENT: there is no /dev/net/tun.</exception>
    public static Tap Create(TapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LinkCodec.CheckName(options.Name);
        if (options.Queues is < 1 or > MostQueues)
            throw new ArgumentException($"A tap has 1 to {MostQueues} queues, not {options.Queues}.", nameof(options));
        var queues = new List<SafeFileDescriptor>();
        try
        {
            // Only the first queue may make the tap: a name that somebody has is refused, not shared.
            uint flags = TUN.IFF_TAP | TUN.IFF_NO_PI | (options.VnetHeader ? TUN.IFF_VNET_HDR : 0u) | (options.Queues > 1 ? TUN.IFF_MULTI_QUEUE : 0u);
            string name = options.Name;
            for (int i = 0; i < options.Queues; i++)
            {
                queues.Add(options.NetworkNamespace is { } place ? place.OpenTun() : TapDevice.Open());
                name = TapDevice.Attach(queues[i], name, i == 0 ? flags | TUN.IFF_TUN_EXCL : flags);
                if (options.VnetHeader)
                    TapDevice.SetInt(queues[i], TUN.TUNSETVNETHDRSZ, options.VnetHeaderLength, "TUNSETVNETHDRSZ", name);
            }

            TapDevice.Set(queues[0], TUN.TUNSETOFFLOAD, (ulong)options.Offloads, "TUNSETOFFLOAD", name);
            if (options.Owner is { } owner)
                TapDevice.Set(queues[0], TUN.TUNSETOWNER, owner, "TUNSETOWNER", name);
            if (options.Group is { } group)
                TapDevice.Set(queues[0], TUN.TUNSETGROUP, group, "TUNSETGROUP", name);
            if (options.Persistent)
                TapDevice.Set(queues[0], TUN.TUNSETPERSIST, 1, "TUNSETPERSIST", name);
            return new Tap(name, [.. queues]);
        }
        catch
        {
            foreach (SafeFileDescriptor queue in queues)
                queue.Dispose();
            throw;
        }
    }

    /// <summary>Closes its descriptors. It goes when no other process has one either.</summary>
    public void Dispose()
    {
        foreach (SafeFileDescriptor queue in _queues)
            queue.Dispose();
    }
}
