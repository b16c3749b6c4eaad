using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A guest's access to a physical address without memory, or a write to memory that is read-only.</summary>
public readonly unsafe ref struct KvmMmioExit
{
    private const int MostBytes = 8;

    private readonly kvm_run_mmio* _mmio;

    internal KvmMmioExit(kvm_run_mmio* mmio) => _mmio = mmio;

    /// <summary>The guest physical address.</summary>
    public ulong Address => _mmio->phys_addr;

    /// <summary>How many bytes, 1 to 8. A wider access leaves several times.</summary>
    public int Length => (int)Math.Min(_mmio->len, MostBytes);

    /// <summary>Whether the guest writes.</summary>
    public bool IsWrite => _mmio->is_write != 0;

    /// <summary>What the guest wrote, or what it is to read.</summary>
    public Span<byte> Data => new(_mmio->data, Length);
}
