using VirtCore.Kvm;
using VirtCore.Tests.Qmp;
using Xunit;

namespace VirtCore.Tests.Kvm;

[Collection(MeasuredAlone.Name)]
public sealed class GuestMemoryAllocationTests
{
    [Fact]
    public void Access_by_guest_address_allocates_nothing()
    {
        using GuestMemory memory = GuestMemory.Create([new(0, 4096), new(4096, 8192, GuestMemoryBacking.Memfd), new(1 << 20, 4096)]);
        byte[] buffer = new byte[6000];
        Work(memory, buffer);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Work(memory, buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(7UL, memory.Read<ulong>(1 << 20));
    }

    private static void Work(GuestMemory memory, byte[] buffer)
    {
        memory.GetSpan(100, 100).Clear();
        memory.TryGetSpan(5000, 1, out _);
        memory.TryGetSpan(1 << 30, 1, out _);
        memory.Write(1 << 20, 7UL);
        memory.VolatileWrite(8, memory.Read<uint>(1 << 20));
        memory.VolatileRead<ulong>(8);
        memory.CopyTo(1000, buffer);
        memory.CopyFrom(1000, buffer);
        memory.Discard(4096, 4096);
    }
}
