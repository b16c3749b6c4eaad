using System.Buffers;
using System.Runtime.InteropServices;

namespace VirtCore.Qmp;

/// <summary>What the socket has not taken of one message. The command it belongs to may have been given up meanwhile.</summary>
internal readonly record struct OutgoingMessage(long Id, byte[] Bytes, int Offset, int Length, SafeHandle? Descriptor)
{
    public ReadOnlySpan<byte> Rest => Bytes.AsSpan(Offset, Length - Offset);

    /// <summary>Gives back the array and the descriptor's reference.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(Bytes);
        Descriptor?.DangerousRelease();
    }
}
