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
        using var patience = new CancellationTokenSource(Patience.Seconds(10));
        while (true)
        {
            int length;
            try
            {
                length = _file.Read(_buffer);
            }
            catch (IOException) // nothing there
            {
                await _readable.WaitAsync(patience.Token);
                continue;
            }

            string? name = known.FirstOrDefault(frame => _buffer.AsSpan(0, length).SequenceEqual(frame.Value)).Key;
            if (name is null)
                continue; // the kernel's own
            came.Add(name);
            if (name == last)
                return came;
        }
    }

    public void Dispose()
    {
        _readable.Dispose();
        _file.Dispose();
    }
}
