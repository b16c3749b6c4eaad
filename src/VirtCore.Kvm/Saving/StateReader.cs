using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VirtCore.Kvm;

/// <summary>Reads the parts of a saved state one after another. Nothing is allocated but what a part holds, and that only after its length was checked.</summary>
internal ref struct StateReader
{
    private readonly ReadOnlySpan<byte> _state;
    private int _at;

    /// <summary>Checks the head and the checksum.</summary>
    public StateReader(ReadOnlySpan<byte> state)
    {
        ReadOnlySpan<byte> magic = StateFormat.Magic;
        if (!state[..Math.Min(state.Length, magic.Length)].SequenceEqual(magic[..Math.Min(state.Length, magic.Length)]))
            throw new InvalidDataException("This is no saved state of a VM: it begins otherwise.");
        if (state.Length < StateFormat.HeadLength)
            throw new InvalidDataException($"The saved state is cut off: {state.Length} bytes, and its head alone takes {StateFormat.HeadLength}.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(state[8..]);
        if (version != StateFormat.Version)
            throw new InvalidDataException($"The saved state has version {version} of the format; this VirtCore reads {StateFormat.Version}.");
        uint machine = BinaryPrimitives.ReadUInt32LittleEndian(state[12..]);
        if (machine != StateFormat.Machine)
            throw new InvalidDataException($"The saved state is of machine {machine}, as ELF numbers them; this VirtCore reads {StateFormat.Machine}, x86-64.");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(state[StateFormat.LengthAt..]);
        if (length > StateFormat.MostBytes)
            throw new InvalidDataException($"The saved state says that it has {length} bytes; {StateFormat.MostBytes} are allowed.");
        if (length != (ulong)state.Length)
            throw new InvalidDataException($"The saved state says that it has {length} bytes, and there are {state.Length}: it is {(length > (ulong)state.Length ? "cut off" : "followed by something else")}.");
        if (BinaryPrimitives.ReadUInt64LittleEndian(state[StateFormat.ChecksumAt..]) != StateFormat.ChecksumOf(state))
            throw new InvalidDataException("The saved state is damaged: its checksum does not fit.");
        uint vcpus = BinaryPrimitives.ReadUInt32LittleEndian(state[32..]);
        if (vcpus > StateFormat.MostVcpus)
            throw new InvalidDataException($"The saved state has {vcpus} vCPUs; {StateFormat.MostVcpus} are allowed.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(state[36..]) != 0)
            throw new InvalidDataException("The saved state has something at byte 36, where its format has zeros.");
        Vcpus = (int)vcpus;
        _state = state;
        _at = StateFormat.HeadLength;
    }

    public int Vcpus { get; }

    /// <summary>Whether the part that comes is this one.</summary>
    public readonly bool IsNext(StateSection section) =>
        _state.Length - _at >= StateFormat.SectionHeadLength && BinaryPrimitives.ReadUInt32LittleEndian(_state[_at..]) == (uint)section;

    public T Read<T>(StateSection section) where T : unmanaged
    {
        ReadOnlySpan<byte> content = Next(section, Unsafe.SizeOf<T>());
        if (content.Length != Unsafe.SizeOf<T>())
            throw Wrong(section, $"has {content.Length} bytes and not {Unsafe.SizeOf<T>()}");
        return MemoryMarshal.Read<T>(content);
    }

    public T[] ReadArray<T>(StateSection section, int most, int least = 0) where T : unmanaged
    {
        ReadOnlySpan<byte> content = Next(section, most * Unsafe.SizeOf<T>());
        if (content.Length % Unsafe.SizeOf<T>() != 0 || content.Length < least * Unsafe.SizeOf<T>())
            throw Wrong(section, $"has {content.Length} bytes, which are no {least} to {most} times {Unsafe.SizeOf<T>()}");
        return MemoryMarshal.Cast<byte, T>(content).ToArray();
    }

    public readonly void End()
    {
        if (_at != _state.Length)
            throw new InvalidDataException($"The saved state should end at byte {_at}, and goes on to {_state.Length}.");
    }

    /// <summary>The error about the part that was just read.</summary>
    public readonly InvalidDataException Wrong(StateSection section, string why) => new($"The saved state's part {section}, before byte {_at}, {why}.");

    private ReadOnlySpan<byte> Next(StateSection section, int most)
    {
        ReadOnlySpan<byte> rest = _state[_at..];
        if (rest.Length < StateFormat.SectionHeadLength)
            throw new InvalidDataException($"The saved state ends at byte {_state.Length}, where its part {section} should begin.");
        var found = (StateSection)BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (found != section)
            throw new InvalidDataException($"The saved state's part {section} should begin at byte {_at}; part {found} is there.");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
        if (length > (uint)most)
            throw new InvalidDataException($"The saved state's part {section} at byte {_at} has {length} bytes; {most} are allowed.");
        int padded = (int)length + StateFormat.Padding((int)length);
        if (padded > rest.Length - StateFormat.SectionHeadLength)
            throw new InvalidDataException($"The saved state's part {section} at byte {_at} has {length} bytes, more than are left.");
        ReadOnlySpan<byte> content = rest.Slice(StateFormat.SectionHeadLength, (int)length);
        if (rest[(StateFormat.SectionHeadLength + (int)length)..][..(padded - (int)length)].ContainsAnyExcept((byte)0))
            throw new InvalidDataException($"The saved state's part {section} at byte {_at} is followed by something, where its format has zeros.");
        _at += StateFormat.SectionHeadLength + padded;
        return content;
    }
}
