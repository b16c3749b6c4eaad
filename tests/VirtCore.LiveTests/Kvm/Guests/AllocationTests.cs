using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>What is called for each exit allocates nothing.</summary>
public sealed class AllocationTests : LiveTest
{
    private const int Count = 10_000;

    [Fact]
    public void Exits_allocate_nothing()
    {
        int count = Patience.Factor > 1 ? Count / 10 : Count;
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.mov(edi, (uint)GuestRun.MmioAddress);
            a.Label(ref again);
            a.@in(eax, 0x10);
            a.@out(0x11, eax);
            a.mov(__dword_ptr[rdi], eax);
            a.mov(ebx, __dword_ptr[rdi]);
            a.jmp(again);
        });
        ulong sum = Exits(guest.Vcpu, 400);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Exits(guest.Vcpu, count);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    [Fact]
    public void Kicked_runs_allocate_nothing()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            Label again = a.CreateLabel();
            a.Label(ref again);
            a.jmp(again);
        });
        Kicks(guest.Vcpu, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Kicks(guest.Vcpu, 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void State_allocates_nothing()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a => a.hlt());
        var msrs = new KvmMsrEntry[] { new() { Index = 0xC0000081 }, new() { Index = 0xC0000082 } };
        byte[] xsave = new byte[guest.Vcpu.XsaveSize];
        State(guest.Vcpu, msrs, xsave, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        State(guest.Vcpu, msrs, xsave, 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ulong Exits(KvmVcpu vcpu, int count)
    {
        ulong sum = 0;
        for (int i = 0; i < count; i++)
        {
            KvmExit exit = vcpu.Run();
            switch (exit.Reason)
            {
                case KvmExitReason.Io:
                    KvmIoExit io = exit.Io;
                    if (io.Direction == KvmIoDirection.In)
                        io.Data.Fill(1);
                    else
                        sum += io.Data[0];
                    break;
                case KvmExitReason.Mmio:
                    KvmMmioExit mmio = exit.Mmio;
                    if (mmio.IsWrite)
                        sum += mmio.Data[0];
                    else
                        mmio.Data.Fill(1);
                    break;
            }
        }

        return sum;
    }

    private static void Kicks(KvmVcpu vcpu, int count)
    {
        for (int i = 0; i < count; i++)
        {
            vcpu.Kick();
            if (vcpu.Run().Reason != KvmExitReason.Intr)
                throw new InvalidOperationException("The kick was lost.");
        }
    }

    private static void State(KvmVcpu vcpu, KvmMsrEntry[] msrs, byte[] xsave, int count)
    {
        for (int i = 0; i < count; i++)
        {
            vcpu.SetRegs(vcpu.GetRegs());
            vcpu.SetSregs(vcpu.GetSregs());
            vcpu.SetFpu(vcpu.GetFpu());
            vcpu.GetXsave(xsave);
            vcpu.SetXsave(xsave);
            if (vcpu.GetMsrs(msrs) != 2 || vcpu.SetMsrs(msrs) != 2)
                throw new InvalidOperationException("An MSR is missing.");
            vcpu.SetVcpuEvents(vcpu.GetVcpuEvents());
            vcpu.SetDebugRegs(vcpu.GetDebugRegs());
            vcpu.SetMpState(vcpu.GetMpState());
        }
    }
}
