using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The special registers in the form before Linux 5.14 and the one after. What the older has more, an interrupt in delivery, is among a vCPU's events too.</summary>
internal static class SregsForms
{
    public static KvmSregs2 With(in KvmSregs sregs)
    {
        ref readonly kvm_sregs from = ref sregs.Raw;
        KvmSregs2 state = default;
        state.Raw = new kvm_sregs2
        {
            cs = from.cs,
            ds = from.ds,
            es = from.es,
            fs = from.fs,
            gs = from.gs,
            ss = from.ss,
            tr = from.tr,
            ldt = from.ldt,
            gdt = from.gdt,
            idt = from.idt,
            cr0 = from.cr0,
            cr2 = from.cr2,
            cr3 = from.cr3,
            cr4 = from.cr4,
            cr8 = from.cr8,
            efer = from.efer,
            apic_base = from.apic_base,
        };
        return state;
    }

    public static KvmSregs Without(in KvmSregs2 sregs)
    {
        ref readonly kvm_sregs2 from = ref sregs.Raw;
        KvmSregs state = default;
        state.Raw = new kvm_sregs
        {
            cs = from.cs,
            ds = from.ds,
            es = from.es,
            fs = from.fs,
            gs = from.gs,
            ss = from.ss,
            tr = from.tr,
            ldt = from.ldt,
            gdt = from.gdt,
            idt = from.idt,
            cr0 = from.cr0,
            cr2 = from.cr2,
            cr3 = from.cr3,
            cr4 = from.cr4,
            cr8 = from.cr8,
            efer = from.efer,
            apic_base = from.apic_base,
        };
        return state;
    }
}
