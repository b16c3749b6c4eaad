using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using VirtCore.Interop;
using Xunit;

namespace VirtCore.LiveTests.Netlink;

/// <summary>A machine's end of a tap without a header: frames go in and come out.</summary>
internal sealed class Card : IDisposable
{
    private readonly FileStream _file;
    private readonly ReadableWait _readable;
    private readonly byte[] _buffer = new byte[65536];

    public Card(SafeHandle queue)
    {
        _file = new FileStream(new SafeFileHandle(queue.DangerousGetHandle(), ownsHandle: false), FileAccess.ReadWrite, bufferSize: 0);
        _readable = new ReadableWait(queue);
    }

    public void Send(byte[] frame) => _file.Write(frame);

    /// <summary>The frames that come, in order, of those that are looked for, until the last of them does.</summary>
    public async Task<List<string>> ReceiveAsync(IReadOnlyDictionary<string, byte[]> known, string last)
    {
        var came = new List<string>();
        while (came.LastOrDefault() != last)
        {
            byte[] next = await ReceiveAsync(frame => known.Values.Any(sent => sent.AsSpan().SequenceEqual(frame)), Patience.Seconds(10));
            came.Add(known.First(frame => frame.Value.AsSpan().SequenceEqual(next)).Key);
        }

        return came;
    }

    /// <summary>The next frame that is looked for. Others, the kernel's own, are passed over.</summary>
    public async Task<byte[]> ReceiveAsync(Predicate<byte[]> wanted, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        while (true)
        {
            int length;
            try
            {
                length = _file.Read(_buffer);
            }
            catch (IOException) // nothing there
            {
                await _readable.WaitAsync(end.Token);
                continue;
            }

            byte[] frame = _buffer[..length];
            if (wanted(frame))
                return frame;
        }
    }

    public void Dispose()
    {
        _readable.Dispose();
        _file.Dispose();
    }
}
