using System.Buffers.Binary;
using VirtCore.Kvm;

namespace VirtCore.KvmMachine;

/// <summary>An ELF program for x86, of 32 or 64 bits, without anything to be linked.</summary>
/// <param name="Entry">The physical address of its first instruction.</param>
/// <param name="Is64Bit">Whether it is of 64 bits.</param>
/// <param name="End">The first address behind it.</param>
internal readonly record struct ElfImage(ulong Entry, bool Is64Bit, ulong End)
{
    private const int Header32 = 52, Header64 = 64;
    private const int Program32 = 32, Program64 = 56;
    private const ushort Machine386 = 3, MachineX64 = 62;
    private const uint PT_LOAD = 1;

    /// <summary>Loads the segments to where they ask to be, by physical address.</summary>
    /// <exception cref="InvalidDataException">It is no such program, or is cut off. Nothing was loaded.</exception>
    public static ElfImage Load(GuestMemory memory, ReadOnlySpan<byte> file)
    {
        if (file.Length < 20 || !file.StartsWith("\u007FELF"u8))
            throw new InvalidDataException("This is no ELF file.");
        bool wide = file[4] == 2;
        ushort machine = BinaryPrimitives.ReadUInt16LittleEndian(file[18..]);
        if (file[5] != 1 || file[4] is not (1 or 2) || machine != (wide ? MachineX64 : Machine386))
            throw new InvalidDataException($"This is no ELF file for x86: class {file[4]}, order {file[5]}, machine {machine}.");
        if (file.Length < (wide ? Header64 : Header32))
            throw new InvalidDataException("The ELF file ends within its header.");
        ulong entry = wide ? BinaryPrimitives.ReadUInt64LittleEndian(file[24..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[24..]);
        ulong table = wide ? BinaryPrimitives.ReadUInt64LittleEndian(file[32..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[28..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(file[(wide ? 54 : 42)..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file[(wide ? 56 : 44)..]);
        if (count == 0 || size < (wide ? Program64 : Program32) || table > (ulong)file.Length || (ulong)size * (ulong)count > (ulong)file.Length - table)
            throw new InvalidDataException($"The ELF file's {count} program headers of {size} bytes at {table} are not within its {file.Length} bytes.");

        ulong end = 0;
        // Twice: nothing is loaded of a file that is damaged further on.
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> header = file.Slice((int)table + (i * size), size);
                if (BinaryPrimitives.ReadUInt32LittleEndian(header) == PT_LOAD)
                    end = Math.Max(end, LoadSegment(memory, file, header, wide, pass == 1));
            }
        }

        return end != 0 ? new ElfImage(entry, wide, end) : throw new InvalidDataException("The ELF file has nothing to be loaded.");
    }

    private static ulong LoadSegment(GuestMemory memory, ReadOnlySpan<byte> file, ReadOnlySpan<byte> header, bool wide, bool forGood)
    {
        ulong offset = wide ? BinaryPrimitives.ReadUInt64LittleEndian(header[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        ulong address = wide ? BinaryPrimitives.ReadUInt64LittleEndian(header[24..]) : BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        ulong inFile = wide ? BinaryPrimitives.ReadUInt64LittleEndian(header[32..]) : BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        ulong inMemory = wide ? BinaryPrimitives.ReadUInt64LittleEndian(header[40..]) : BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        if (offset > (ulong)file.Length || inFile > (ulong)file.Length - offset || inFile > inMemory)
            throw new InvalidDataException($"A segment of the ELF file, {inFile} of {inMemory} bytes at {offset}, is not within its {file.Length} bytes.");
        if (inMemory == 0)
            return 0;
        if (inMemory > int.MaxValue || !memory.TryGetSpan(address, (int)inMemory, out Span<byte> place))
            throw new InvalidDataException($"A segment of the ELF file, {inMemory} bytes at 0x{address:X}, is not within the guest's memory.");
        if (forGood)
        {
            file.Slice((int)offset, (int)inFile).CopyTo(place);
            place[(int)inFile..].Clear();
        }

        return address + inMemory;
    }
}
