using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A watchpoint of the host's.</summary>
public sealed class WatchpointTests : LiveTest
{
    private const ulong FourBytesWritten = 0xD0402; // register 0, globally

    // Where a KVM emulates instructions, a write runs over it, and no capability says so.
    [Fact]
    public void A_watchpoint_stops_behind_a_write()
    {
        using var guest = new GuestRun(GuestMode.Long);
        Label behind = default;
        Func<Label, ulong> at = guest.Load(a =>
        {
            behind = a.CreateLabel();
            a.mov(__dword_ptr[GuestRun.DataAddress], 5);
            a.Label(ref behind);
            a.nop();
            a.hlt();
        });
        guest.Vcpu.SetGuestDebug(KvmGuestDebugFlags.Enable | KvmGuestDebugFlags.HardwareBreakpoint, GuestRun.DataAddress, 0, 0, 0, 0, 0, 0, FourBytesWritten);
        (uint Exception, ulong Pc, ulong Status) seen = default;
        bool ranOver = false;
        guest.Run(exit =>
        {
            if (exit.Reason == KvmExitReason.Debug)
                seen = (exit.Debug.Exception, exit.Debug.Pc, exit.Debug.Dr6 & 0xF);
            ranOver = exit.Reason == KvmExitReason.Hlt;
            return exit.Reason == KvmExitReason.Debug || ranOver;
        });
        Assert.Equal(5, guest.Memory.Read<int>(GuestRun.DataAddress));
        if (ranOver)
            Assert.Skip("needs kvm-guest: a guest's write runs over a watchpoint of this KVM.");
        Assert.Equal((1u, at(behind), 1UL), seen);
    }
}
