using System.Buffers.Binary;
using System.Text;
using VirtCore.Kvm;

namespace VirtCore.KvmMachine;

/// <summary>Puts a Linux kernel where a boot loader would, by the 64-bit boot protocol: <see href="https://docs.kernel.org/arch/x86/boot.html">the kernel's documentation</see>.</summary>
internal static class LinuxLoader
{
    private const ulong ZeroPage = 0x7000;
    private const ulong CommandLine = 0x20000;
    private const ulong KernelAddress = 0x100000;
    private const ulong LowMemoryEnd = 0x9FC00;
    private const int Entry64 = 0x200;
    private const int SetupHeader = 0x1F1;
    private const int MostCommandLine = 2048;

    /// <summary>Loads a bzImage or an uncompressed kernel, with its initramfs at the end of the memory.</summary>
    /// <returns>Where it begins, in 64 bits; RSI is to be <see cref="ZeroPageAddress"/>.</returns>
    /// <exception cref="InvalidDataException">It is no such kernel, or does not fit.</exception>
    public static ulong Load(GuestMemory memory, ReadOnlySpan<byte> kernel, ReadOnlySpan<byte> initramfs, string commandLine)
    {
        ulong memoryBytes = memory.Regions[0].Length;
        Span<byte> page = memory.GetSpan(ZeroPage, 4096);
        page.Clear();
        bool isElf = kernel.StartsWith("\u007FELF"u8);
        ulong entry = isElf ? ElfImage.Load(memory, kernel).Entry : LoadCompressed(memory, kernel, page);

        ulong end = memoryBytes & ~0xFFFUL;
        ulong initramfsAddress = (end - (ulong)initramfs.Length) & ~0xFFFUL;
        if ((ulong)initramfs.Length > memoryBytes / 2)
            throw new InvalidDataException($"An initramfs of {initramfs.Length} bytes does not fit into {memoryBytes} bytes.");
        memory.CopyFrom(initramfsAddress, initramfs);
        byte[] text = Encoding.ASCII.GetBytes(commandLine + '\0');
        if (text.Length > MostCommandLine)
            throw new InvalidDataException($"The command line has {text.Length} bytes; {MostCommandLine} is the most.");
        memory.CopyFrom(CommandLine, text);

        BinaryPrimitives.WriteUInt16LittleEndian(page[0x1FE..], 0xAA55);
        "HdrS"u8.CopyTo(page[0x202..]);
        if (isElf)
            BinaryPrimitives.WriteUInt32LittleEndian(page[0x230..], 0x1000000); // kernel_alignment
        page[0x210] = 0xFF; // a loader without a number
        page[0x211] |= 0x01; // loaded high
        BinaryPrimitives.WriteUInt32LittleEndian(page[0x218..], (uint)initramfsAddress);
        BinaryPrimitives.WriteUInt32LittleEndian(page[0x21C..], (uint)initramfs.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(page[0x228..], (uint)CommandLine);
        BinaryPrimitives.WriteUInt32LittleEndian(page[0x238..], MostCommandLine - 1);
        page[0x1E8] = 2; // the memory map's entries: address, length, 1 for memory
        WriteMemory(page[0x2D0..], 0, LowMemoryEnd);
        WriteMemory(page[0x2E4..], KernelAddress, memoryBytes - KernelAddress);
        return entry;
    }

    /// <summary>What RSI is at the entry.</summary>
    public static ulong ZeroPageAddress => ZeroPage;

    private static ulong LoadCompressed(GuestMemory memory, ReadOnlySpan<byte> kernel, Span<byte> page)
    {
        if (kernel.Length < 0x268 || !kernel[0x202..].StartsWith("HdrS"u8))
            throw new InvalidDataException("This is neither a bzImage nor an ELF kernel.");
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(kernel[0x206..]);
        if (version < 0x20C || (kernel[0x236] & 1) == 0)
            throw new InvalidDataException($"This kernel has no 64-bit entry: boot protocol {version >> 8}.{version & 0xFF:D2}.");
        int setup = (kernel[SetupHeader] == 0 ? 4 : kernel[SetupHeader]) * 512 + 512;
        if (setup >= kernel.Length)
            throw new InvalidDataException("The bzImage ends within its setup.");
        int headerEnd = Math.Min(0x202 + kernel[0x201], 0x290);
        kernel[SetupHeader..headerEnd].CopyTo(page[SetupHeader..]);
        ulong preferred = BinaryPrimitives.ReadUInt64LittleEndian(kernel[0x258..]);
        ulong room = BinaryPrimitives.ReadUInt32LittleEndian(kernel[0x260..]);
        if (preferred + room > memory.Regions[0].Length)
            throw new InvalidDataException($"The kernel needs memory up to 0x{preferred + room:X} to unpack itself.");
        memory.CopyFrom(preferred, kernel[setup..]);
        return preferred + Entry64;
    }

    private static void WriteMemory(Span<byte> entry, ulong address, ulong length)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(entry, address);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], 1);
    }
}
