using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The special registers without the interrupt, and with the page directory pointers. Linux 5.14, <c>KVM_CAP_SREGS2</c>.</summary>
/// <remarks><c>struct kvm_sregs2</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public unsafe struct KvmSregs2
{
    internal kvm_sregs2 Raw;

    /// <summary>The code segment.</summary>
    public KvmSegment Cs
    {
        readonly get => new() { Raw = Raw.cs };
        set => Raw.cs = value.Raw;
    }

    /// <summary>A data segment.</summary>
    public KvmSegment Ds
    {
        readonly get => new() { Raw = Raw.ds };
        set => Raw.ds = value.Raw;
    }

    /// <summary>A data segment.</summary>
    public KvmSegment Es
    {
        readonly get => new() { Raw = Raw.es };
        set => Raw.es = value.Raw;
    }

    /// <summary>A data segment.</summary>
    public KvmSegment Fs
    {
        readonly get => new() { Raw = Raw.fs };
        set => Raw.fs = value.Raw;
    }

    /// <summary>A data segment.</summary>
    public KvmSegment Gs
    {
        readonly get => new() { Raw = Raw.gs };
        set => Raw.gs = value.Raw;
    }

    /// <summary>The stack segment.</summary>
    public KvmSegment Ss
    {
        readonly get => new() { Raw = Raw.ss };
        set => Raw.ss = value.Raw;
    }

    /// <summary>The task register.</summary>
    public KvmSegment Tr
    {
        readonly get => new() { Raw = Raw.tr };
        set => Raw.tr = value.Raw;
    }

    /// <summary>The local descriptor table.</summary>
    public KvmSegment Ldt
    {
        readonly get => new() { Raw = Raw.ldt };
        set => Raw.ldt = value.Raw;
    }

    /// <summary>The global descriptor table.</summary>
    public KvmDtable Gdt
    {
        readonly get => new() { Raw = Raw.gdt };
        set => Raw.gdt = value.Raw;
    }

    /// <summary>The interrupt descriptor table.</summary>
    public KvmDtable Idt
    {
        readonly get => new() { Raw = Raw.idt };
        set => Raw.idt = value.Raw;
    }

    /// <summary>Protection, paging, and the like.</summary>
    public ulong Cr0
    {
        readonly get => Raw.cr0;
        set => Raw.cr0 = value;
    }

    /// <summary>The linear address of the last page fault.</summary>
    public ulong Cr2
    {
        readonly get => Raw.cr2;
        set => Raw.cr2 = value;
    }

    /// <summary>The physical address of the page tables.</summary>
    public ulong Cr3
    {
        readonly get => Raw.cr3;
        set => Raw.cr3 = value;
    }

    /// <summary>Extensions.</summary>
    public ulong Cr4
    {
        readonly get => Raw.cr4;
        set => Raw.cr4 = value;
    }

    /// <summary>The task priority, 0 to 15.</summary>
    public ulong Cr8
    {
        readonly get => Raw.cr8;
        set => Raw.cr8 = value;
    }

    /// <summary>The extended feature enable register: long mode.</summary>
    public ulong Efer
    {
        readonly get => Raw.efer;
        set => Raw.efer = value;
    }

    /// <summary>The IA32_APIC_BASE MSR.</summary>
    public ulong ApicBase
    {
        readonly get => Raw.apic_base;
        set => Raw.apic_base = value;
    }

    /// <summary>1 where the pointers are valid (<c>KVM_SREGS2_FLAGS_PDPTRS_VALID</c>).</summary>
    public ulong Flags
    {
        readonly get => Raw.flags;
        set => Raw.flags = value;
    }

    /// <summary>The four page directory pointers of PAE paging.</summary>
    [UnscopedRef]
    public Span<ulong> Pdptrs => MemoryMarshal.CreateSpan(ref Raw.pdptrs[0], 4);
}
