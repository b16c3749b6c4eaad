using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using VirtCore.LiveTests.Leftovers;
using VirtCore.TestGuests;
using Xunit;

namespace VirtCore.LiveTests.Guest;

/// <summary>The tiny guest in a bare QEMU, without anything of the product's: what the migration tests stand on.</summary>
public sealed class TinyGuestTests : LiveTest
{
    private Process? _qemu;

    protected override async ValueTask CleanUpAsync()
    {
        if (_qemu is null)
            return;
        _qemu.Kill();
        await _qemu.WaitForExitAsync();
        _qemu.Dispose();
    }

    [Theory]
    [InlineData("pc", "-drive", "if=floppy,format=raw,read-only=on,file=", 4, 0)]
    [InlineData("q35", "-drive", "if=floppy,format=raw,read-only=on,file=", 4, 0)]
    [InlineData("q35", "-kernel", "", 8, 1000)]
    public async Task It_counts_its_passes_and_its_memory_satisfies_the_oracle(string machine, string option, string value, int rangeMebibytes, uint idleTurns)
    {
        string qemu = Requires.Qemu();
        var guest = new TinyGuest { RangeMebibytes = rangeMebibytes, IdleTurns = idleTurns };
        string image = Path.Combine(PrivateDirectory, "floppy.img");
        string monitor = Path.Combine(PrivateDirectory, "qmp");
        string dump = Path.Combine(PrivateDirectory, "dump");
        guest.WriteImage(image);
        _qemu = Process.Start(new ProcessStartInfo(qemu,
        [
            "-no-user-config", "-nodefaults", "-display", "none", "-accel", "tcg", "-machine", machine, "-m", $"{guest.MemoryMebibytes}",
            option, value + image, "-serial", "stdio", "-qmp", $"unix:{monitor},server=on,wait=off",
        ])
        {
            RedirectStandardOutput = true,
        })!;

        char[] letters = new char[30];
        await _qemu.StandardOutput.ReadBlockAsync(letters).AsTask().WaitAsync(Patience.Seconds(60));
        Assert.Equal("Sabcdefghijklmnopqrstuvwxyzabc", new string(letters));

        using var qmp = await BareQmp.ConnectAsync(monitor);
        await qmp.ExecuteAsync("""{"execute":"qmp_capabilities"}""");
        await qmp.ExecuteAsync("""{"execute":"stop"}""");
        await qmp.ExecuteAsync(
            $$$"""{"execute":"pmemsave","arguments":{"val":{{{TinyGuest.RangeStart}}},"size":{{{guest.RangeBytes}}},"filename":"{{{dump}}}"}}""");

        byte[] pages = GuestMemoryOracle.ReadDump(dump, TinyGuest.PageSize);
        Assert.Equal(guest.RangeBytes / TinyGuest.PageSize, pages.Length);
        Assert.Null(GuestMemoryOracle.FindFault(pages));
        pages[pages.Length / 2] += 7;
        Assert.NotNull(GuestMemoryOracle.FindFault(pages));
    }

    private sealed class BareQmp(Socket socket, StreamReader reader) : IDisposable
    {
        public static async Task<BareQmp> ConnectAsync(string path)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            var reader = new StreamReader(new NetworkStream(socket, ownsSocket: true));
            Assert.Contains("\"QMP\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
            return new BareQmp(socket, reader);
        }

        public async Task ExecuteAsync(string command)
        {
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(command + "\n"));
            while (true)
            {
                using var answer = JsonDocument.Parse((await reader.ReadLineAsync().WaitAsync(Patience.Seconds(30)))!);
                if (answer.RootElement.TryGetProperty("event", out _))
                    continue;
                Assert.True(answer.RootElement.TryGetProperty("return", out _), answer.RootElement.GetRawText());
                return;
            }
        }

        public void Dispose() => reader.Dispose();
    }
}
