using System.Globalization;
using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A network namespace, held open: <see href="https://man7.org/linux/man-pages/man7/network_namespaces.7.html">network_namespaces(7)</see>.</summary>
/// <remarks>It lives while anything holds it: a process in it, a mount, or this. Thread-safe.</remarks>
public sealed class NetworkNamespace : IDisposable
{
    private readonly SafeFileDescriptor _descriptor;

    private NetworkNamespace(SafeFileDescriptor descriptor) => _descriptor = descriptor;

    /// <summary>The descriptor, to be handed on.</summary>
    public SafeHandle Handle => _descriptor;

    /// <summary>Opens the one that <c>ip netns add</c> has made by this name.</summary>
    /// <exception cref="ArgumentException">The name is empty, or no name of a file.</exception>
    /// <exception cref="KernelException">ENOENT: there is none.</exception>
    public static NetworkNamespace OpenNamed(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/') || name is "." or "..")
            throw new ArgumentException($"\"{name}\" is no name of a network namespace.", nameof(name));
        return Open($"/run/netns/{name}");
    }

    /// <summary>Opens the one at a path.</summary>
    /// <exception cref="KernelException">ENOENT: there is none.</exception>
    public static NetworkNamespace Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new NetworkNamespace(NetworkNamespaceCalls.Open(path));
    }

    /// <summary>Opens a process's.</summary>
    /// <exception cref="KernelException">ENOENT: there is no such process. EACCES: it is another user's.</exception>
    public static NetworkNamespace OfProcess(int processId) => Open(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/ns/net"));

    /// <summary>Opens the calling thread's.</summary>
    public static NetworkNamespace Current() => Open("/proc/thread-self/ns/net");

    /// <summary>Makes a new one, with nothing in it but its loopback. It goes when it is disposed and nothing else holds it.</summary>
    /// <exception cref="KernelException">EPERM: this needs CAP_SYS_ADMIN. ENOSPC: at the limit.</exception>
    public static NetworkNamespace Create() => new(NetworkNamespaceCalls.Make());

    internal SafeSocketDescriptor CreateSocket(int protocol, bool nonBlocking) =>
        NetworkNamespaceCalls.Socket(_descriptor, NL.AF_NETLINK, NetlinkSocket.TypeOf(nonBlocking), protocol);

    internal SafeFileDescriptor OpenTun() => NetworkNamespaceCalls.OpenTun(_descriptor);

    internal SafeFileDescriptor[] OpenMacvtap(Link link, int queues) => MacvtapDevice.Open(_descriptor, link.Name, link.Index, queues);

    // A descriptor of its own for the same one.
    internal NetworkNamespace Duplicate() => new(NetworkNamespaceCalls.Duplicate(_descriptor));

    /// <summary>Lets go of it.</summary>
    public void Dispose() => _descriptor.Dispose();
}
