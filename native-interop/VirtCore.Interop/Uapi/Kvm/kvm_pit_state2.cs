using System.Runtime.CompilerServices;

namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the timer.</summary>
internal unsafe struct kvm_pit_state2
{
    public Channels channels;
    public uint flags;
    public fixed uint reserved[9];

    [InlineArray(3)]
    public struct Channels
    {
        private kvm_pit_channel_state _first;
    }
}
