using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VirtCore.Kvm;

/// <summary>Writes the parts of a saved state one after another.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 << 10);

    public StateWriter(int vcpus)
    {
        Span<byte> head = Take(StateFormat.HeadLength);
        StateFormat.Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], StateFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], StateFormat.Machine);
        BinaryPrimitives.WriteUInt32LittleEndian(head[32..], (uint)vcpus);
    }

    public void Write(StateSection section, ReadOnlySpan<byte> content)
    {
        Span<byte> part = Take(StateFormat.SectionHeadLength + content.Length + StateFormat.Padding(content.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(part, (uint)section);
        BinaryPrimitives.WriteUInt32LittleEndian(part[4..], (uint)content.Length);
        content.CopyTo(part[StateFormat.SectionHeadLength..]);
    }

    public void Write<T>(StateSection section, in T value) where T : unmanaged =>
        Write(section, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    public byte[] Finish()
    {
        if (_buffer.WrittenCount > StateFormat.MostBytes)
            throw new InvalidOperationException($"The state takes {_buffer.WrittenCount} bytes; a saved state has {StateFormat.MostBytes} at most.");
        byte[] state = _buffer.WrittenSpan.ToArray();
        StateFormat.Seal(state);
        return state;
    }

    private Span<byte> Take(int length)
    {
        Span<byte> taken = _buffer.GetSpan(length)[..length];
        taken.Clear();
        _buffer.Advance(length);
        return taken;
    }
}
