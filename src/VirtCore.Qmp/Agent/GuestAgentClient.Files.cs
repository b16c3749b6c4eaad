using System.Buffers;

namespace VirtCore.Qmp;

public sealed partial class GuestAgentClient
{
    // In base64 well below what the agent and a virtio serial port take at once.
    private const int PieceBytes = 48 * 1024;

    /// <summary>Opens a file in the guest (<c>guest-file-open</c>): its handle. It stays open until <see cref="FileCloseAsync"/> or the agent's end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">As fopen(3) has it: <c>r</c>, <c>w</c>, <c>a</c>, <c>r+</c>.</param>
    /// <param name="timeout">The time-out, or null for <see cref="GuestAgentOptions.CommandTimeout"/>.</param>
    /// <param name="cancellationToken">Gives the caller up; the file may be open all the same.</param>
    public Task<long> FileOpenAsync(string path, string mode = "r", TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            "guest-file-open",
            json =>
            {
                json.WriteString("path"u8, path);
                json.WriteString("mode"u8, mode);
            },
            ReadInt64, timeout, cancellationToken);

    /// <summary>Closes a file (<c>guest-file-close</c>).</summary>
    public Task FileCloseAsync(long handle, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-file-close", json => json.WriteNumber("handle"u8, handle), ReadNothing, timeout, cancellationToken);

    /// <summary>Reads from a file (<c>guest-file-read</c>): up to a number of bytes, of which the agent takes no more than 48 MiB.</summary>
    public Task<GuestFileRead> FileReadAsync(long handle, int count, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            "guest-file-read",
            json =>
            {
                json.WriteNumber("handle"u8, handle);
                json.WriteNumber("count"u8, count);
            },
            QmpObject.Read<GuestFileRead>, timeout, cancellationToken);

    /// <summary>Writes to a file (<c>guest-file-write</c>).</summary>
    public Task<GuestFileWrite> FileWriteAsync(
        long handle, ReadOnlyMemory<byte> data, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            "guest-file-write",
            json =>
            {
                json.WriteNumber("handle"u8, handle);
                json.WriteBase64String("buf-b64"u8, data.Span);
            },
            QmpObject.Read<GuestFileWrite>, timeout, cancellationToken);

    /// <summary>Moves in a file (<c>guest-file-seek</c>).</summary>
    public Task<GuestFilePosition> FileSeekAsync(
        long handle, long offset, SeekOrigin origin = SeekOrigin.Begin, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            "guest-file-seek",
            json =>
            {
                json.WriteNumber("handle"u8, handle);
                json.WriteNumber("offset"u8, offset);
                json.WriteString("whence"u8, origin == SeekOrigin.Begin ? "set"u8 : origin == SeekOrigin.Current ? "cur"u8 : "end"u8);
            },
            QmpObject.Read<GuestFilePosition>, timeout, cancellationToken);

    /// <summary>Writes out what is buffered of a file (<c>guest-file-flush</c>).</summary>
    public Task FileFlushAsync(long handle, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-file-flush", json => json.WriteNumber("handle"u8, handle), ReadNothing, timeout, cancellationToken);

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most that is read: the guest is not to be trusted.</param>
    /// <param name="cancellationToken">Gives the caller up.</param>
    /// <exception cref="QmpProtocolException">The file is longer.</exception>
    public async Task<byte[]> ReadFileAsync(string path, int maxBytes = 16 * 1024 * 1024, CancellationToken cancellationToken = default)
    {
        long handle = await FileOpenAsync(path, "r", cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            var bytes = new ArrayBufferWriter<byte>();
            while (true)
            {
                GuestFileRead piece = await FileReadAsync(handle, PieceBytes, cancellationToken: cancellationToken).ConfigureAwait(false);
                if (piece.Data.Length > maxBytes - bytes.WrittenCount)
                    throw new QmpProtocolException($"the guest's file {path} is longer than {maxBytes} bytes");
                bytes.Write(piece.Data.Span);
                if (piece.EndOfFile || piece.Data.IsEmpty)
                    return bytes.WrittenSpan.ToArray();
            }
        }
        finally
        {
            await FileCloseAsync(handle, cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a whole file, which is made or emptied first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">Its contents.</param>
    /// <param name="cancellationToken">Gives the caller up; a part may be written.</param>
    public async Task WriteFileAsync(string path, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        long handle = await FileOpenAsync(path, "w", cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            while (!data.IsEmpty)
            {
                ReadOnlyMemory<byte> piece = data[..Math.Min(data.Length, PieceBytes)];
                GuestFileWrite written = await FileWriteAsync(handle, piece, cancellationToken: cancellationToken).ConfigureAwait(false);
                if (written.Count <= 0 || written.Count > piece.Length)
                    throw new QmpProtocolException($"the guest agent says that it wrote {written.Count} of {piece.Length} bytes");
                data = data[(int)written.Count..];
            }
        }
        finally
        {
            await FileCloseAsync(handle, cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }
    }
}
