using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>What host and guest see of one processor: CPUID, MSRs, floating point and vector state, debug registers.</summary>
public sealed class ProcessorTests : LiveTest
{
    private const uint Star = 0xC0000081;
    private const uint LStar = 0xC0000082;
    private const int XmmOffset = 160; // of the XSAVE area

    [Fact]
    public void The_guest_sees_the_CPUID_that_it_was_given()
    {
        using var guest = new GuestRun(GuestMode.Long);
        KvmCpuidEntry[] entries = guest.System.GetSupportedCpuid();
        Assert.Contains(entries, static entry => entry.Function == 1);
        KvmCpuidEntry[] given =
        [
            .. entries.Where(static entry => entry.Function is not 0 and < 0x40000000),
            new KvmCpuidEntry { Function = 0, Eax = 0xD, Ebx = 0x74726956, Ecx = 0x21212121, Edx = 0x65726F43 }, // VirtCore!!!!
        ];
        guest.Vcpu.SetCpuid(given);
        KvmCpuidEntry[] kept = guest.Vcpu.GetCpuid();
        Assert.Equal(given.Length, kept.Length);
        guest.Load(static a =>
        {
            a.xor(eax, eax);
            a.cpuid();
            a.mov(__dword_ptr[GuestRun.DataAddress], ebx);
            a.mov(__dword_ptr[GuestRun.DataAddress + 4], edx);
            a.mov(__dword_ptr[GuestRun.DataAddress + 8], ecx);
            a.hlt();
        });
        guest.RunToEnd();
        Assert.Equal("VirtCore!!!!"u8.ToArray(), guest.Memory.GetSpan(GuestRun.DataAddress, 12).ToArray());
    }

    [Fact]
    public void An_MSR_goes_both_ways()
    {
        using var guest = new GuestRun(GuestMode.Long);
        Assert.Equal(1, guest.Vcpu.SetMsrs([new KvmMsrEntry { Index = LStar, Data = 0xFFFF_8000_1234_5678 }]));
        guest.Load(static a =>
        {
            a.mov(ecx, LStar);
            a.rdmsr();
            a.mov(ebx, eax);
            a.mov(esi, edx);
            a.mov(ecx, Star);
            a.mov(eax, 0x01020304);
            a.mov(edx, 0x00080010);
            a.wrmsr();
            a.hlt();
        });
        guest.RunToEnd();
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((0x12345678UL, 0xFFFF8000UL), (regs.Rbx, regs.Rsi));
        KvmMsrEntry[] read = [new() { Index = Star }, new() { Index = LStar }];
        Assert.Equal(2, guest.Vcpu.GetMsrs(read));
        Assert.Equal((0x0008001001020304UL, 0xFFFF800012345678UL), (read[0].Data, read[1].Data));
    }

    [Fact]
    public void Reading_and_writing_stop_at_an_MSR_that_is_none()
    {
        const uint None = 0x4711;
        using var guest = new GuestRun(GuestMode.Long);
        Assert.Equal(1, guest.Vcpu.GetMsrs([new KvmMsrEntry { Index = Star }, new KvmMsrEntry { Index = None }, new KvmMsrEntry { Index = LStar }]));
        Assert.Equal(1, guest.Vcpu.SetMsrs([new KvmMsrEntry { Index = Star, Data = 5 }, new KvmMsrEntry { Index = None }, new KvmMsrEntry { Index = LStar, Data = 6 }]));
        KvmMsrEntry[] read = [new() { Index = Star }, new() { Index = LStar }];
        guest.Vcpu.GetMsrs(read);
        Assert.Equal((5UL, 0UL), (read[0].Data, read[1].Data));
        Assert.Equal(0, guest.Vcpu.GetMsrs([]));
    }

    [Fact]
    public void Every_MSR_of_the_list_can_be_asked_for()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Vcpu.SetCpuid(guest.System.GetSupportedCpuid());
        uint[] list = guest.System.GetMsrIndexList();
        Assert.Contains(Star, list);
        int known = 0;
        var one = new KvmMsrEntry[1];
        foreach (uint index in list)
        {
            one[0] = new KvmMsrEntry { Index = index };
            known += guest.Vcpu.GetMsrs(one);
        }

        Assert.True(known > list.Length / 2, $"{known} of {list.Length}.");
    }

    [Fact]
    public void Feature_MSRs_are_KVMs()
    {
        Requires.KvmCapability(KvmCapability.GetMsrFeatures);
        using var system = KvmSystem.Open();
        KvmMsrEntry[] features = [.. system.GetMsrFeatureIndexList().Select(static index => new KvmMsrEntry { Index = index, Data = ulong.MaxValue })];
        Assert.NotEmpty(features);
        Assert.Equal(features.Length, system.GetFeatureMsrs(features));
        Assert.Contains(features, static feature => feature.Data != ulong.MaxValue);
    }

    [Fact]
    public void Vector_registers_go_both_ways()
    {
        Requires.KvmVectors();
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.movdqu(xmm5, __xmmword_ptr[GuestRun.DataAddress]);
            a.hlt();
            a.movdqu(__xmmword_ptr[GuestRun.DataAddress + 16], xmm1);
            a.movdqu(__xmmword_ptr[GuestRun.DataAddress + 32], xmm2);
            a.hlt();
        });
        byte[] first = [.. Enumerable.Range(0x50, 16).Select(static b => (byte)b)];
        byte[] second = [.. Enumerable.Range(0xA0, 16).Select(static b => (byte)b)];
        byte[] third = [.. Enumerable.Range(0xC0, 16).Select(static b => (byte)b)];
        guest.Memory.CopyFrom(GuestRun.DataAddress, first);
        guest.RunToEnd();
        KvmFpu fpu = guest.Vcpu.GetFpu();
        Assert.Equal(first, fpu.Xmm.Slice(5 * 16, 16).ToArray());
        byte[] xsave = new byte[guest.Vcpu.XsaveSize];
        guest.Vcpu.GetXsave(xsave);
        Assert.Equal(first, xsave[(XmmOffset + 5 * 16)..][..16]);

        second.CopyTo(fpu.Xmm[16..]);
        guest.Vcpu.SetFpu(fpu);
        guest.Vcpu.GetXsave(xsave);
        third.CopyTo(xsave, XmmOffset + 2 * 16);
        guest.Vcpu.SetXsave(xsave);
        guest.RunToEnd();
        Assert.Equal([.. second, .. third], guest.Memory.GetSpan(GuestRun.DataAddress + 16, 32).ToArray());
    }

    [Fact]
    public void The_extended_state_is_taken_over_whole()
    {
        const int HeaderOffset = 512;
        using var guest = new GuestRun(GuestMode.Long);
        guest.Vcpu.SetCpuid(guest.System.GetSupportedCpuid());
        byte[] state = new byte[guest.Vcpu.XsaveSize];
        guest.Vcpu.GetXsave(state);
        for (int i = 0; i < 16 * 16; i++)
            state[XmmOffset + i] = (byte)(i * 3 + 1);
        state[HeaderOffset] |= 3; // x87 and SSE are in use
        guest.Vcpu.SetXsave(state);
        byte[] again = new byte[state.Length];
        guest.Vcpu.GetXsave(again);
        Assert.Equal(state[XmmOffset..(XmmOffset + 256)], again[XmmOffset..(XmmOffset + 256)]);
        Assert.Equal(state[XmmOffset..(XmmOffset + 256)], guest.Vcpu.GetFpu().Xmm.ToArray());
        Assert.Throws<ArgumentException>(() => guest.Vcpu.SetXsave(new byte[100]));
        Assert.Throws<ArgumentException>(() => guest.Vcpu.GetXsave(new byte[100]));
    }

    [Fact]
    public void XCR0_can_be_set_and_refuses_the_impossible()
    {
        Requires.KvmCapability(KvmCapability.Xcrs);
        using var guest = new GuestRun(GuestMode.Long);
        guest.Vcpu.SetCpuid(guest.System.GetSupportedCpuid());
        Assert.Equal(1UL, guest.Vcpu.GetXcr0());
        if (guest.System.GetSupportedCpuid().Any(static entry => entry is { Function: 0xD, Index: 0 } && (entry.Eax & 3) == 3))
        {
            guest.Vcpu.SetXcr0(3);
            Assert.Equal(3UL, guest.Vcpu.GetXcr0());
        }

        Assert.Throws<KernelException>(() => guest.Vcpu.SetXcr0(2)); // x87 cannot be off
    }

    [Fact]
    public void Debug_registers_go_both_ways()
    {
        using var guest = new GuestRun(GuestMode.Long);
        KvmDebugRegs given = guest.Vcpu.GetDebugRegs();
        given.Db[0] = 0x1234000;
        given.Db[3] = 0x5678000;
        guest.Vcpu.SetDebugRegs(given);
        guest.Load(static a =>
        {
            a.mov(rbx, dr0);
            a.mov(rcx, dr3);
            a.mov(eax, 0xABC000);
            a.mov(dr1, rax);
            a.hlt();
        });
        guest.RunToEnd();
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((0x1234000UL, 0x5678000UL), (regs.Rbx, regs.Rcx));
        KvmDebugRegs seen = guest.Vcpu.GetDebugRegs();
        Assert.Equal([0x1234000, 0xABC000, 0, 0x5678000], seen.Db.ToArray());
    }

    [Fact]
    public void General_registers_go_both_ways_all_of_them()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            foreach (AssemblerRegister64 register in (AssemblerRegister64[])[rax, rbx, rcx, rdx, rsi, rdi, rbp, r8, r9, r10, r11, r12, r13, r14, r15])
                a.not(register);
            a.hlt();
        });
        KvmRegs given = new() { Rax = 1, Rbx = 2, Rcx = 3, Rdx = 4, Rsi = 5, Rdi = 6, Rbp = 7, Rip = GuestRun.CodeAddress, Rsp = GuestMachine.StackTop, Rflags = 2 };
        guest.Vcpu.SetRegs(given with { R8 = 8, R9 = 9, R10 = 10, R11 = 11, R12 = 12, R13 = 13, R14 = 14, R15 = 15 });
        guest.RunToEnd();
        KvmRegs regs = guest.Vcpu.GetRegs();
        ulong[] seen =
        [
            regs.Rax, regs.Rbx, regs.Rcx, regs.Rdx, regs.Rsi, regs.Rdi, regs.Rbp, regs.R8, regs.R9, regs.R10, regs.R11, regs.R12, regs.R13, regs.R14, regs.R15,
        ];
        Assert.Equal([.. Enumerable.Range(1, 15).Select(static i => ~(ulong)i)], seen);
        Assert.Equal((2UL, GuestMachine.StackTop), (regs.Rflags, regs.Rsp));
    }

    [Fact]
    public void Special_registers_and_their_second_form_agree()
    {
        using var guest = new GuestRun(GuestMode.Long);
        guest.Load(static a =>
        {
            a.mov(rax, cr4);
            a.or(eax, 0x10); // PSE
            a.mov(cr4, rax);
            a.mov(eax, 5);
            a.mov(cr8, rax);
            a.hlt();
        });
        guest.RunToEnd();
        KvmSregs sregs = guest.Vcpu.GetSregs();
        Assert.Equal((0x10UL, 5UL, GuestMachine.Pml4Address), (sregs.Cr4 & 0x10, sregs.Cr8, sregs.Cr3));
        if (guest.Vm.CheckExtension(KvmCapability.Sregs2) == 0)
            Assert.Skip("This KVM has no KVM_GET_SREGS2 (Linux 5.14).");
        KvmSregs2 second = guest.Vcpu.GetSregs2();
        Assert.Equal((sregs.Cr0, sregs.Cr3, sregs.Cr4, sregs.Efer, sregs.Cr8), (second.Cr0, second.Cr3, second.Cr4, second.Efer, second.Cr8));
        guest.Vcpu.SetSregs2(second);
        Assert.Equal(sregs.Cr4, guest.Vcpu.GetSregs().Cr4);
    }
}
