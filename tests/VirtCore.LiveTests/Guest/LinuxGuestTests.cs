using System.Diagnostics;
using System.Globalization;
using VirtCore.LiveTests.Leftovers;
using VirtCore.Tool.Guest;
using Xunit;

namespace VirtCore.LiveTests.Guest;

/// <summary>The demo's guest in a bare QEMU, without anything of the product's.</summary>
public sealed class LinuxGuestTests : LiveTest
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

    [Fact]
    public async Task It_boots_says_that_it_is_ready_and_counts()
    {
        string qemu = Requires.Qemu();
        (string kernel, string busybox) = Requires.LinuxGuest();
        string initramfs = Path.Combine(PrivateDirectory, "initramfs");
        LinuxGuest.WriteInitramfs(initramfs, busybox);
        var guest = new LinuxGuest { DirtyMebibytesPerSecond = 16, WorkingSetMebibytes = 32 };
        _qemu = Process.Start(new ProcessStartInfo(qemu,
        [
            "-no-user-config", "-nodefaults", "-display", "none", "-no-reboot", "-accel", "tcg", "-machine", "q35", "-m", $"{LinuxGuest.MinimumMebibytes}",
            "-kernel", kernel, "-initrd", initramfs, "-append", guest.CommandLine, "-serial", "stdio",
        ])
        {
            RedirectStandardOutput = true,
        })!;

        Assert.Equal(LinuxGuest.ReadyLine, await NextLineAsync());
        for (int tick = 1; tick <= 100; tick++)
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{LinuxGuest.TickPrefix}{tick}"), await NextLineAsync());
    }

    // Firmware and kernel may have put something on the console before; the guest itself writes nothing else.
    private async Task<string> NextLineAsync()
    {
        while (true)
        {
            string? line = await _qemu!.StandardOutput.ReadLineAsync().WaitAsync(Patience.Seconds(90));
            Assert.NotNull(line);
            if (line.StartsWith(LinuxGuest.TickPrefix, StringComparison.Ordinal) || line == LinuxGuest.ReadyLine)
                return line;
        }
    }
}
