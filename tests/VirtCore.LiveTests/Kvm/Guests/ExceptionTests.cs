using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Exceptions that the guest handles itself, through its own descriptor table.</summary>
public sealed class ExceptionTests : LiveTest
{
    private const byte DivideError = 0;
    private const byte InvalidOpcode = 6;
    private const byte GeneralProtection = 13;
    private const byte PageFault = 14;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_division_by_zero_is_handled_and_the_guest_goes_on(int mode)
    {
        Requires.KvmReturn((GuestMode)mode);
        using var guest = new GuestRun((GuestMode)mode);
        Label handler = default, after = default, fault = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            after = a.CreateLabel();
            fault = a.CreateLabel();
            a.xor(ecx, ecx);
            a.xor(edx, edx);
            a.mov(eax, 7);
            a.mov(ebx, 0x11);
            a.Label(ref fault);
            a.div(ecx);
            a.Label(ref after);
            a.add(ebx, 0x22);
            a.hlt();
            a.Label(ref handler);
            a.mov(ecx, 2); // the instruction is run again
            Return(a);
        });
        guest.SetHandler(DivideError, address(handler));
        Assert.Empty(guest.RunToEnd());
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((3UL, 1UL, 0x33UL, 2UL), (regs.Rax, regs.Rdx, regs.Rbx, regs.Rcx));
        Assert.Equal(GuestMachine.StackTop, regs.Rsp);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_opcode_that_is_none_is_handled_with_its_address_on_the_stack(int mode)
    {
        Requires.KvmReturn((GuestMode)mode);
        using var guest = new GuestRun((GuestMode)mode);
        Label handler = default, fault = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            fault = a.CreateLabel();
            a.Label(ref fault);
            a.ud2();
            a.mov(ebx, 0x77);
            a.hlt();
            a.Label(ref handler);
            Skip(a, 2, hasErrorCode: false);
        });
        guest.SetHandler(InvalidOpcode, address(handler));
        guest.RunToEnd();
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((address(fault), 0x77UL), (regs.Rsi, regs.Rbx));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_selector_that_is_none_is_a_protection_fault_with_the_selector_as_its_code(int mode)
    {
        const ushort Selector = 0x70;
        Requires.KvmReturn((GuestMode)mode);
        using var guest = new GuestRun((GuestMode)mode);
        Label handler = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            a.mov(eax, Selector);
            a.mov(ds, eax); // 8E D8
            a.hlt();
            a.Label(ref handler);
            Skip(a, 2, hasErrorCode: true);
        });
        guest.SetHandler(GeneralProtection, address(handler));
        guest.RunToEnd();
        Assert.Equal((ulong)Selector, guest.Vcpu.GetRegs().Rdi);
    }

    [Theory]
    [InlineData(false, 0x0UL)]
    [InlineData(true, 0x2UL)]
    public void A_page_that_is_not_there_is_a_fault_with_its_address_in_CR2(bool write, ulong code)
    {
        const ulong Nowhere = 0x8080604020; // beyond the one PML4 entry
        using var guest = new GuestRun(GuestMode.Long);
        Label handler = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            a.mov(rdx, Nowhere);
            if (write)
                a.mov(__dword_ptr[rdx], eax); // 89 02
            else
                a.mov(eax, __dword_ptr[rdx]);
            a.hlt();
            a.Label(ref handler);
            a.mov(rbx, cr2);
            Skip(a, 2, hasErrorCode: true);
        });
        guest.SetHandler(PageFault, address(handler));
        guest.RunToEnd();
        KvmRegs regs = guest.Vcpu.GetRegs();
        Assert.Equal((Nowhere, code), (regs.Rbx, regs.Rdi));
        Assert.Equal(Nowhere, guest.Vcpu.GetSregs().Cr2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_software_interrupt_comes_back(int mode)
    {
        const byte Vector = 0x40;
        if (mode != (int)GuestMode.Real)
            Requires.KvmSoftwareInterrupts();
        Requires.KvmReturn((GuestMode)mode);
        using var guest = new GuestRun((GuestMode)mode);
        Label handler = default;
        Func<Label, ulong> address = guest.Load(a =>
        {
            handler = a.CreateLabel();
            a.xor(ebx, ebx);
            a.@int(Vector);
            a.@int(Vector);
            a.hlt();
            a.Label(ref handler);
            a.inc(ebx);
            Return(a);
        });
        guest.SetHandler(Vector, address(handler));
        guest.RunToEnd();
        Assert.Equal(2UL, guest.Vcpu.GetRegs().Rbx);
    }

    private static void Return(Assembler a)
    {
        switch (a.Bitness)
        {
            case 16:
                a.iret();
                break;
            case 32:
                a.iretd();
                break;
            default:
                a.iretq();
                break;
        }
    }

    // Leaves the instruction's address in RSI and the error code in RDI, and returns behind the instruction.
    private static void Skip(Assembler a, int length, bool hasErrorCode)
    {
        switch (a.Bitness)
        {
            case 16:
                a.xor(esi, esi);
                a.pop(si);
                a.lea(ax, __[si + length]);
                a.push(ax);
                break;
            case 32:
                if (hasErrorCode)
                    a.pop(edi);
                a.pop(esi);
                a.lea(eax, __[esi + length]);
                a.push(eax);
                break;
            default:
                if (hasErrorCode)
                    a.pop(rdi);
                a.pop(rsi);
                a.lea(rax, __[rsi + length]);
                a.push(rax);
                break;
        }

        Return(a);
    }
}
