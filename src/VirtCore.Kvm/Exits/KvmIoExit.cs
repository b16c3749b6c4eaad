using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A guest's access to a port: IN, OUT, INS or OUTS.</summary>
public readonly unsafe ref struct KvmIoExit
{
    private readonly kvm_run_io* _io;

    internal KvmIoExit(KvmVcpu vcpu)
    {
        kvm_run_io* io = &vcpu.Page->io;
        ulong length = (ulong)io->size * io->count;
        // SAFETY: the kernel's offset and length are held against the mapping, so that not even a page that was disposed meanwhile leads out of it.
        if (io->data_offset > vcpu.PageLength || length > vcpu.PageLength - io->data_offset)
            throw new InvalidOperationException("The exit's data lie outside of the vCPU's page: the vCPU has been disposed or run on.");
        _io = io;
        Data = new Span<byte>((byte*)vcpu.Page + io->data_offset, (int)length);
    }

    /// <summary>Whether the guest reads or writes.</summary>
    public KvmIoDirection Direction => (KvmIoDirection)_io->direction;

    /// <summary>How wide one access is: 1, 2 or 4 bytes.</summary>
    public int Size => _io->size;

    /// <summary>The port.</summary>
    public ushort Port => _io->port;

    /// <summary>How many accesses: more than one for string instructions.</summary>
    public int Count => (int)_io->count;

    /// <summary><see cref="Size"/> times <see cref="Count"/> bytes: what the guest wrote, or what it is to read.</summary>
    public Span<byte> Data { get; }
}
