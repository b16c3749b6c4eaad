using System.Buffers.Binary;
using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>What a vCPU of the counting guest asks. What it answers depends on what it was told last, so it is state that moves with the vCPU.</summary>
internal sealed class CountingDevice
{
    private uint _last;

    public uint ByPort => unchecked(_last * 2654435761) ^ 0x5A5A;

    public uint ByMemory => unchecked(_last + 12345) ^ 0xC3C3C3C3;

    public void Tell(uint value) => _last = value;

    /// <summary>Answers an exit. False: the guest asked nothing.</summary>
    public bool Answer(KvmExit exit)
    {
        switch (exit.Reason)
        {
            case KvmExitReason.Intr:
                return false;
            case KvmExitReason.Io when exit.Io is { Port: CountingGuest.Port, Size: 4, Count: 1 } io:
                if (io.Direction == KvmIoDirection.Out)
                    Tell(BinaryPrimitives.ReadUInt32LittleEndian(io.Data));
                else
                    BinaryPrimitives.WriteUInt32LittleEndian(io.Data, ByPort);
                return true;
            case KvmExitReason.Mmio when exit.Mmio is { Address: CountingGuest.MmioAt, Length: 4, IsWrite: false } mmio:
                BinaryPrimitives.WriteUInt32LittleEndian(mmio.Data, ByMemory);
                return true;
            default:
                throw new InvalidOperationException($"The guest left otherwise than it should: {exit.ToString()}");
        }
    }
}
