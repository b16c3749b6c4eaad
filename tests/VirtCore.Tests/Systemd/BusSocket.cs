using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using VirtCore.Interop;

namespace VirtCore.Tests.Systemd;

/// <summary>The bus's end of one connection: whole D-Bus messages with their descriptors.</summary>
/// <remarks>The format: <see href="https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-messages"/>. Little-endian only, as both ends are ours.</remarks>
internal sealed class BusSocket(Socket socket) : IDisposable
{
    private const int FixedLength = 16;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<int> _descriptors = [];
    private int _length;

    /// <summary>The server's part of the authentication. Descriptors are agreed to.</summary>
    public async Task AuthenticateAsync()
    {
        while (true)
        {
            string line = await ReadLineAsync();
            if (line == "BEGIN")
                return;
            string answer = line.StartsWith("NEGOTIATE_UNIX_FD", StringComparison.Ordinal) ? "AGREE_UNIX_FD" : "OK 00112233445566778899aabbccddeeff";
            await socket.SendAsync(Encoding.ASCII.GetBytes(answer + "\r\n"));
        }
    }

    /// <summary>The next message, or null at the end.</summary>
    public async Task<BusMessage?> ReadAsync()
    {
        while (true)
        {
            if (_length >= FixedLength && MessageLength(_buffer) is int length && _length >= length)
            {
                var message = new BusMessage(_buffer[..length], [.. _descriptors]);
                _descriptors.Clear();
                Drop(length);
                return message;
            }

            if (!await FillAsync())
                return null;
        }
    }

    public void Send(BusMessage message)
    {
        ReadOnlySpan<byte> bytes = message.Bytes;
        Span<int> descriptors = message.Descriptors;
        socket.Blocking = true;
        while (!bytes.IsEmpty)
        {
            int sent = UnixSocket.Send(socket.SafeHandle, bytes, descriptors);
            if (sent < 0)
                return; // the other end is gone
            bytes = bytes[sent..];
            descriptors = default;
        }
    }

    public void Dispose() => socket.Dispose();

    private static int MessageLength(ReadOnlySpan<byte> message) =>
        FixedLength + ((BinaryPrimitives.ReadInt32LittleEndian(message[12..]) + 7) & ~7) + BinaryPrimitives.ReadInt32LittleEndian(message[4..]);

    private async Task<string> ReadLineAsync()
    {
        while (true)
        {
            int end = _buffer.AsSpan(0, _length).IndexOf((byte)'\n');
            if (end >= 0)
            {
                string line = Encoding.ASCII.GetString(_buffer, 0, end).Trim('\0', '\r');
                Drop(end + 1);
                return line;
            }

            if (!await FillAsync())
                return "BEGIN";
        }
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _length - count).CopyTo(_buffer);
        _length -= count;
    }

    private async Task<bool> FillAsync()
    {
        try
        {
            await socket.ReceiveAsync(Memory<byte>.Empty);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            return false;
        }

        var descriptors = new int[16];
        int received = socket.SafeHandle.IsClosed ? 0 : UnixSocket.Receive(socket.SafeHandle, _buffer.AsSpan(_length), descriptors, out int count) is var length && length >= 0
            ? Keep(descriptors.AsSpan(0, count), length)
            : length;
        _length += Math.Max(received, 0);
        return received > 0 || received == -Tmds.Linux.LibC.EAGAIN;
    }

    private int Keep(ReadOnlySpan<int> descriptors, int length)
    {
        _descriptors.AddRange(descriptors);
        return length;
    }
}
