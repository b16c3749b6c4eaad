using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Unix sockets with descriptor passing: <see href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</see>.</summary>
/// <remarks>All sockets are close-on-exec. Sends never raise SIGPIPE.</remarks>
internal static class UnixSocket
{
    /// <summary>The kernel's SCM_MAX_FD: more descriptors in one message are refused with EINVAL.</summary>
    public const int MaxDescriptors = 253;

    /// <summary>Makes two connected sockets.</summary>
    /// <param name="type"><c>SOCK_STREAM</c> or <c>SOCK_SEQPACKET</c>.</param>
    /// <param name="nonBlocking">Whether the first one is non-blocking. The second, meant for another process, blocks.</param>
    public static unsafe (SafeSocketDescriptor Ours, SafeSocketDescriptor Theirs) Pair(int type, bool nonBlocking = true)
    {
        int* pair = stackalloc int[2];
        // SAFETY: room for two descriptors, as socketpair(2) writes them.
        if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair) != 0)
            throw new KernelException("socketpair", errno);
        var ours = new SafeSocketDescriptor(pair[0]);
        var theirs = new SafeSocketDescriptor(pair[1]);
        if (nonBlocking)
            SetNonBlocking(ours);
        return (ours, theirs);
    }

    /// <summary>Binds a listening socket in a directory. A file of that name that is left over is removed first.</summary>
    /// <remarks>The path handed to the kernel goes through /proc/self/fd, so the 108 bytes of sun_path do not limit the directory.</remarks>
    public static SafeSocketDescriptor Listen(SafeFileDescriptor directory, string name, int type, int backlog)
    {
        SafeSocketDescriptor socket = Create(type);
        try
        {
            using var dir = new DescriptorLease(directory);
            using var lease = new DescriptorLease(socket);
            DirectoryFile.Unlink(directory, name);
            sockaddr_un address = AddressIn(dir.Number, name);
            Check(BindTo(lease.Number, ref address), "bind", name);
            Check(listen(lease.Number, backlog), "listen", name);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects to a socket in a directory, at once: a unix socket's connect does not wait for accept.</summary>
    /// <returns>Null with the errno when nobody listens there (ENOENT, ECONNREFUSED) or its queue is full (EAGAIN).</returns>
    public static SafeSocketDescriptor? TryConnect(SafeFileDescriptor directory, string name, int type, out int error)
    {
        SafeSocketDescriptor socket = Create(type);
        SetNonBlocking(socket);
        using var dir = new DescriptorLease(directory);
        using var lease = new DescriptorLease(socket);
        sockaddr_un address = AddressIn(dir.Number, name);
        if (ConnectTo(lease.Number, ref address) == 0)
        {
            error = 0;
            return socket;
        }

        error = errno;
        socket.Dispose();
        return null;
    }

    /// <summary>A listening stream socket in a directory.</summary>
    public static SafeSocketDescriptor ListenStream(SafeFileDescriptor directory, string name) => Listen(directory, name, SOCK_STREAM, backlog: 8);

    /// <summary>Connects to a stream socket in a directory.</summary>
    /// <exception cref="KernelException">Nobody listens there: ENOENT, ECONNREFUSED.</exception>
    public static SafeSocketDescriptor ConnectStream(SafeFileDescriptor directory, string name) =>
        TryConnect(directory, name, SOCK_STREAM, out int error) ?? throw new KernelException("connect", error, name);

    /// <summary>Two connected stream sockets, both blocking, to be given to two other processes.</summary>
    public static (SafeSocketDescriptor First, SafeSocketDescriptor Second) StreamPair() => Pair(SOCK_STREAM, nonBlocking: false);

    /// <summary>Sends bytes, with descriptors riding on the first one.</summary>
    /// <returns>How many bytes were taken, or the negative errno (<c>-EAGAIN</c> when it would block).</returns>
    public static unsafe int Send(SafeHandle socket, ReadOnlySpan<byte> data, ReadOnlySpan<int> descriptors = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(descriptors.Length, MaxDescriptors);
        int controlLength = descriptors.IsEmpty ? 0 : CMSG_SPACE(sizeof(int) * descriptors.Length);
        byte* control = stackalloc byte[controlLength];
        using var lease = new DescriptorLease(socket);
        // SAFETY: the message points at pinned data and at a control buffer of CMSG_SPACE bytes, both alive until sendmsg returns.
        fixed (byte* bytes = data)
        {
            iovec vector = new() { iov_base = bytes, iov_len = data.Length };
            msghdr message = default;
            message.msg_iov = &vector;
            message.msg_iovlen = 1;
            if (controlLength != 0)
            {
                message.msg_control = control;
                message.msg_controllen = controlLength;
                cmsghdr* header = CMSG_FIRSTHDR(&message);
                header->cmsg_level = SOL_SOCKET;
                header->cmsg_type = SCM_RIGHTS;
                // Not CMSG_LEN(n): Tmds.LibC 0.5.0 rounds that up, and an odd count would send whatever lies behind as one descriptor more.
                header->cmsg_len = CMSG_LEN(0) + (sizeof(int) * descriptors.Length);
                descriptors.CopyTo(new Span<int>(CMSG_DATA(header), descriptors.Length));
            }

            while (true)
            {
                ssize_t sent = sendmsg(lease.Number, &message, MSG_NOSIGNAL);
                if (sent >= 0)
                    return (int)sent;
                int error = errno;
                if (error != EINTR)
                    return -error;
            }
        }
    }

    /// <summary>Receives bytes and descriptors.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="data">Where the bytes go. On a <c>SOCK_SEQPACKET</c> socket a longer message is an error: <c>-EMSGSIZE</c>.</param>
    /// <param name="descriptors">Where descriptors go, close-on-exec; those beyond its room are closed and the call answers <c>-EMSGSIZE</c>.</param>
    /// <param name="descriptorCount">How many there were.</param>
    /// <returns>How many bytes there were, 0 at the end, or the negative errno (<c>-EAGAIN</c> when there is nothing).</returns>
    [SuppressMessage("Reliability", "CA2014", Justification = "The control buffer is made once a call; the loop only repeats after EINTR.")]
    public static unsafe int Receive(SafeHandle socket, Span<byte> data, Span<int> descriptors, out int descriptorCount)
    {
        descriptorCount = 0;
        int controlLength = descriptors.IsEmpty ? 0 : CMSG_SPACE(sizeof(int) * MaxDescriptors);
        byte* control = stackalloc byte[controlLength];
        using var lease = new DescriptorLease(socket);
        // SAFETY: the message points at pinned data and at a control buffer that holds as many descriptors as the kernel ever sends.
        fixed (byte* bytes = data)
        {
            iovec vector = new() { iov_base = bytes, iov_len = data.Length };
            msghdr message = default;
            message.msg_iov = &vector;
            message.msg_iovlen = 1;
            message.msg_control = controlLength == 0 ? null : control;
            message.msg_controllen = controlLength;
            ssize_t received;
            do
                received = recvmsg(lease.Number, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
            while (received < 0 && errno == EINTR);
            if (received < 0)
                return -errno;

            bool truncated = (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0;
            for (cmsghdr* header = CMSG_FIRSTHDR(&message); header is not null; header = CMSG_NXTHDR(&message, header))
            {
                if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
                    continue;
                int count = ((int)header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
                int* passed = (int*)CMSG_DATA(header);
                for (int i = 0; i < count; i++)
                {
                    if (descriptorCount < descriptors.Length && !truncated)
                    {
                        descriptors[descriptorCount++] = passed[i];
                    }
                    else
                    {
                        _ = close(passed[i]);
                        truncated = true;
                    }
                }
            }

            if (!truncated)
                return (int)received;
            foreach (int descriptor in descriptors[..descriptorCount])
                _ = close(descriptor);
            descriptorCount = 0;
            return -EMSGSIZE;
        }
    }

    /// <summary>Takes bytes from a stream that carries no descriptors.</summary>
    /// <returns>How many there were, 0 at the end, or the negative errno.</returns>
    public static unsafe int Receive(SafeHandle socket, Span<byte> data)
    {
        using var lease = new DescriptorLease(socket);
        // SAFETY: the kernel writes at most data.Length bytes into the pinned span.
        fixed (byte* bytes = data)
        {
            while (true)
            {
                ssize_t received = recv(lease.Number, bytes, data.Length, MSG_DONTWAIT);
                if (received >= 0)
                    return (int)received;
                int error = errno;
                if (error != EINTR)
                    return -error;
            }
        }
    }

    /// <summary>Ends the sending side: the peer reads an end of stream.</summary>
    public static void ShutdownSend(SafeHandle socket)
    {
        using var lease = new DescriptorLease(socket);
        _ = shutdown(lease.Number, SHUT_WR);
    }

    public static void SetNonBlocking(SafeHandle descriptor)
    {
        using var lease = new DescriptorLease(descriptor);
        int flags = fcntl(lease.Number, F_GETFL);
        Check(flags < 0 ? flags : fcntl(lease.Number, F_SETFL, flags | O_NONBLOCK), "fcntl(F_SETFL)", null);
    }

    private static SafeSocketDescriptor Create(int type)
    {
        int descriptor = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
        return descriptor >= 0 ? new SafeSocketDescriptor(descriptor) : throw new KernelException("socket(AF_UNIX)", errno);
    }

    private static unsafe sockaddr_un AddressIn(int directory, string name)
    {
        sockaddr_un address = default;
        address.sun_family = (ushort)AF_UNIX;
        // SAFETY: sun_path is 108 bytes; the last one stays the NUL.
        var path = new Span<byte>(address.sun_path, 107);
        if (!Encoding.UTF8.TryGetBytes($"/proc/self/fd/{directory}/{name}", path, out _))
            throw new ArgumentException($"The socket's name \"{name}\" is too long: sun_path takes 107 bytes.", nameof(name));
        return address;
    }

    // SAFETY: the address is a whole sockaddr_un and outlives the call.
    private static unsafe int BindTo(int socket, ref sockaddr_un address)
    {
        fixed (sockaddr_un* pointer = &address)
            return bind(socket, (sockaddr*)pointer, sizeof(sockaddr_un));
    }

    // SAFETY: the address is a whole sockaddr_un and outlives the call.
    private static unsafe int ConnectTo(int socket, ref sockaddr_un address)
    {
        fixed (sockaddr_un* pointer = &address)
            return connect(socket, (sockaddr*)pointer, sizeof(sockaddr_un));
    }

    private static void Check(int result, string operation, string? target)
    {
        if (result < 0)
            throw new KernelException(operation, errno, target);
    }
}
