using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>A guest's access to a port or to an address without memory, kept beyond its exit.</summary>
/// <param name="IsPort">A port, and no address.</param>
/// <param name="IsWrite">Whether the guest writes.</param>
/// <param name="Address">Where.</param>
/// <param name="Size">How many bytes one access has.</param>
/// <param name="Data">What it wrote, in hexadecimal digits, byte after byte; nothing for a read.</param>
internal readonly record struct GuestAccess(bool IsPort, bool IsWrite, ulong Address, int Size, string Data)
{
    public static GuestAccess Out(ushort port, int size, params byte[] data) => new(true, true, port, size, Convert.ToHexString(data));

    public static GuestAccess In(ushort port, int size) => new(true, false, port, size, "");

    public static GuestAccess Write(ulong address, params byte[] data) => new(false, true, address, data.Length, Convert.ToHexString(data));

    public static GuestAccess Read(ulong address, int size) => new(false, false, address, size, "");

    public static GuestAccess Of(KvmExit exit)
    {
        if (exit.Reason == KvmExitReason.Io)
        {
            KvmIoExit io = exit.Io;
            return new(true, io.Direction == KvmIoDirection.Out, io.Port, io.Size, io.Direction == KvmIoDirection.Out ? Convert.ToHexString(io.Data) : "");
        }

        KvmMmioExit mmio = exit.Mmio;
        return new(false, mmio.IsWrite, mmio.Address, mmio.Length, mmio.IsWrite ? Convert.ToHexString(mmio.Data) : "");
    }
}
