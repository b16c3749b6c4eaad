using System.Runtime.InteropServices;
using Tmds.Linux;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>A netlink socket: <see href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</see>. Close-on-exec, and strict with what it is sent.</summary>
internal static unsafe class NetlinkSocket
{
    /// <summary>A socket in the calling thread's network namespace, where it stays.</summary>
    /// <param name="protocol"><c>NETLINK_ROUTE</c>, <c>NETLINK_NETFILTER</c>.</param>
    /// <param name="nonBlocking">Whether a receive answers EAGAIN instead of waiting.</param>
    /// <exception cref="KernelException">EPROTONOSUPPORT: the kernel lacks the protocol. EMFILE, ENFILE.</exception>
    public static SafeSocketDescriptor Create(int protocol, bool nonBlocking)
    {
        int number = socket(NL.AF_NETLINK, TypeOf(nonBlocking), protocol);
        return number >= 0 ? new SafeSocketDescriptor(number) : throw new KernelException("socket", errno, "AF_NETLINK");
    }

    /// <summary>Binds a socket, and asks for errors with the kernel's words.</summary>
    /// <returns>Its number among the netlink sockets of its namespace: what answers are addressed to.</returns>
    public static uint Bind(SafeSocketDescriptor socket)
    {
        using var lease = new DescriptorLease(socket);
        foreach (int option in (ReadOnlySpan<int>)[NL.NETLINK_EXT_ACK, NL.NETLINK_CAP_ACK, NL.NETLINK_GET_STRICT_CHK])
            TrySetOption(lease.Number, SOL_NETLINK, option, 1); // Linux 4.12, 4.2 and 4.20: an older kernel says less and checks less
        sockaddr_nl address = new() { nl_family = NL.AF_NETLINK };
        // SAFETY: a whole address, on the stack, which the kernel reads and then fills in.
        if (bind(lease.Number, (sockaddr*)&address, sizeof(sockaddr_nl)) != 0)
            throw new KernelException("bind", errno, "AF_NETLINK");
        socklen_t length = sizeof(sockaddr_nl);
        if (getsockname(lease.Number, (sockaddr*)&address, &length) != 0)
            throw new KernelException("getsockname", errno, "AF_NETLINK");
        return address.nl_pid;
    }

    /// <summary>The type of such a socket.</summary>
    public static int TypeOf(bool nonBlocking) => SOCK_RAW | SOCK_CLOEXEC | (nonBlocking ? SOCK_NONBLOCK : 0);

    /// <summary>Makes the socket hear what a group is told.</summary>
    /// <exception cref="KernelException">EPERM, EINVAL.</exception>
    public static void Join(SafeSocketDescriptor socket, int group)
    {
        using var lease = new DescriptorLease(socket);
        if (!TrySetOption(lease.Number, SOL_NETLINK, NL.NETLINK_ADD_MEMBERSHIP, group))
            throw new KernelException("join a netlink group", errno, group.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Makes room for what is not read yet, beyond the system's limit where this user may.</summary>
    public static void SetReceiveBuffer(SafeSocketDescriptor socket, int bytes)
    {
        using var lease = new DescriptorLease(socket);
        if (!TrySetOption(lease.Number, SOL_SOCKET, SO_RCVBUFFORCE, bytes))
            TrySetOption(lease.Number, SOL_SOCKET, SO_RCVBUF, bytes);
    }

    /// <summary>Sends messages to the kernel, which answers them before this returns.</summary>
    /// <returns>0, or the negative errno.</returns>
    public static int Send(SafeSocketDescriptor socket, ReadOnlySpan<byte> messages)
    {
        using var lease = new DescriptorLease(socket);
        sockaddr_nl kernel = new() { nl_family = NL.AF_NETLINK };
        // SAFETY: the messages are held for the call, and the address is whole.
        fixed (byte* first = messages)
        {
            while (true)
            {
                ssize_t sent = sendto(lease.Number, first, (size_t)messages.Length, 0, (sockaddr*)&kernel, sizeof(sockaddr_nl));
                if (sent >= 0)
                    return 0;
                int error = errno;
                if (error != EINTR)
                    return -error;
            }
        }
    }

    /// <summary>Receives a datagram.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="buffer">Room for it.</param>
    /// <param name="peek">Whether it stays in the queue.</param>
    /// <param name="wait">Whether to wait for one; else EAGAIN when there is none.</param>
    /// <param name="sender">The port that sent it: 0 is the kernel.</param>
    /// <returns>How long it is, which may be longer than the buffer: then its end is lost, or with <paramref name="peek"/> still to be had. Or the negative errno.</returns>
    public static int Receive(SafeSocketDescriptor socket, Span<byte> buffer, bool peek, bool wait, out uint sender)
    {
        using var lease = new DescriptorLease(socket);
        sockaddr_nl from = default;
        // SAFETY: the kernel writes at most the buffer's length, and one address.
        fixed (byte* first = buffer)
        {
            while (true)
            {
                socklen_t length = sizeof(sockaddr_nl);
                ssize_t got = recvfrom(lease.Number, first, (size_t)buffer.Length, MSG_TRUNC | (peek ? MSG_PEEK : 0) | (wait ? 0 : MSG_DONTWAIT), (sockaddr*)&from, &length);
                if (got >= 0)
                {
                    sender = from.nl_pid;
                    return (int)got;
                }

                int error = errno;
                if (error != EINTR)
                {
                    sender = 0;
                    return -error;
                }
            }
        }
    }

    private static bool TrySetOption(int number, int level, int option, int value) => setsockopt(number, level, option, &value, sizeof(int)) == 0;
}
