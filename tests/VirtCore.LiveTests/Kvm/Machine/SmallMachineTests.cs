using System.Buffers.Binary;
using System.Text;
using Iced.Intel;
using VirtCore.Kvm;
using VirtCore.KvmMachine;
using VirtCore.LiveTests.Leftovers;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace VirtCore.LiveTests.Kvm.Machine;

/// <summary>Guests that say hello by a serial port, in every mode, from flat images and ELF files.</summary>
public sealed class SmallMachineTests : LiveTest
{
    private const ulong Entry = 0x9000;
    private const ulong Text = 0x9800;
    private const byte Status = 42;

    [Theory]
    [InlineData(BootMode.Real, false)]
    [InlineData(BootMode.Protected, false)]
    [InlineData(BootMode.Long, false)]
    [InlineData(BootMode.Protected, true)]
    [InlineData(BootMode.Long, true)]
    internal void A_guest_says_hello_and_exits(BootMode mode, bool elf)
    {
        Requires.Kvm();
        using KvmSystem kvm = KvmSystem.Open();
        var output = new StringBuilder();
        using var machine = new SmallMachine(kvm, 1 << 20, value => output.Append((char)value));
        ulong entry = Entry;
        if (elf)
            entry = ElfImage.Load(machine.Memory, Elf(Program(mode), mode == BootMode.Long)).Entry;
        else
            machine.Memory.CopyFrom(Entry, Program(mode));
        machine.Memory.CopyFrom(Text, Encoding.ASCII.GetBytes($"hello from {mode} mode\n\0"));
        BootSetup.Prepare(machine.Vcpu, machine.Memory, mode, entry);
        Assert.Equal((MachineEnd.Exited, Status), (machine.Run(Patience.Seconds(10)), machine.ExitStatus));
        Assert.Equal($"hello from {mode} mode\n", output.ToString());
    }

    [Fact]
    public void A_guest_that_spins_is_stopped()
    {
        Requires.Kvm();
        using KvmSystem kvm = KvmSystem.Open();
        using var machine = new SmallMachine(kvm, 1 << 20, static _ => { });
        machine.Memory.CopyFrom(Entry, [0xEB, 0xFE]);
        BootSetup.Prepare(machine.Vcpu, machine.Memory, BootMode.Real, Entry);
        Assert.Equal(MachineEnd.TimedOut, machine.Run(TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void A_guest_that_halts_has_ended()
    {
        Requires.Kvm();
        using KvmSystem kvm = KvmSystem.Open();
        using var machine = new SmallMachine(kvm, 1 << 20, static _ => { });
        machine.Memory.CopyFrom(Entry, [0xF4]);
        BootSetup.Prepare(machine.Vcpu, machine.Memory, BootMode.Real, Entry);
        Assert.Equal(MachineEnd.Halted, machine.Run(Patience.Seconds(10)));
    }

    /// <summary>Waits until the sender is empty before each character, as a driver does; then exits.</summary>
    private static byte[] Program(BootMode mode)
    {
        var assembler = new Assembler(mode switch { BootMode.Real => 16, BootMode.Protected => 32, _ => 64 });
        Label next = assembler.CreateLabel(), wait = assembler.CreateLabel(), done = assembler.CreateLabel();
        if (mode == BootMode.Long)
            assembler.mov(rsi, Text);
        else if (mode == BootMode.Protected)
            assembler.mov(esi, (uint)Text);
        else
            assembler.mov(si, (ushort)Text);
        assembler.Label(ref next);
        assembler.lodsb();
        assembler.test(al, al);
        assembler.jz(done);
        assembler.mov(bl, al);
        assembler.mov(dx, SmallMachine.SerialPort + 5);
        assembler.Label(ref wait);
        assembler.@in(al, dx);
        assembler.test(al, 0x20);
        assembler.jz(wait);
        assembler.mov(dx, SmallMachine.SerialPort);
        assembler.mov(al, bl);
        assembler.@out(dx, al);
        assembler.jmp(next);
        assembler.Label(ref done);
        assembler.mov(al, Status);
        assembler.@out((byte)SmallMachine.ExitPort, al);
        using var code = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(code), Entry);
        return code.ToArray();
    }

    private static byte[] Elf(byte[] code, bool wide)
    {
        int header = wide ? 64 : 52, program = wide ? 56 : 32;
        byte[] file = new byte[header + program + code.Length];
        "\u007FELF"u8.CopyTo(file);
        file[4] = wide ? (byte)2 : (byte)1;
        file[5] = file[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(16), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), wide ? (ushort)62 : (ushort)3);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(wide ? 54 : 42), (ushort)program);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(wide ? 56 : 44), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(header), 1);
        foreach ((int offset64, int offset32, ulong value) in (ReadOnlySpan<(int, int, ulong)>)
            [(24, 24, Entry), (32, 28, (ulong)header), (header + 8, header + 4, (ulong)(header + program)), (header + 24, header + 12, Entry), (header + 32, header + 16, (ulong)code.Length), (header + 40, header + 20, (ulong)code.Length)])
        {
            if (wide)
                BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(offset64), value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset32), (uint)value);
        }

        code.CopyTo(file, header + program);
        return file;
    }
}
