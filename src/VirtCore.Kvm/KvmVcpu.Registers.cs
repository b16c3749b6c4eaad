using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVcpu
{
    /// <summary>The general registers (<c>KVM_GET_REGS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmRegs GetRegs()
    {
        KvmRegs regs;
        // SAFETY: here and below, a whole struct, on the stack or held for the call; a setter's is only read.
        Call(KVM.GET_REGS, &regs.Raw);
        return regs;
    }

    /// <summary>Sets the general registers (<c>KVM_SET_REGS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void SetRegs(in KvmRegs regs)
    {
        fixed (kvm_regs* raw = &regs.Raw)
            Call(KVM.SET_REGS, raw);
    }

    /// <summary>The special registers (<c>KVM_GET_SREGS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmSregs GetSregs()
    {
        KvmSregs sregs;
        Call(KVM.GET_SREGS, &sregs.Raw);
        return sregs;
    }

    /// <summary>Sets the special registers (<c>KVM_SET_SREGS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: together they are impossible, such as long mode without protection.</exception>
    public void SetSregs(in KvmSregs sregs)
    {
        fixed (kvm_sregs* raw = &sregs.Raw)
            Call(KVM.SET_SREGS, raw, "Together these registers are impossible: see CR0, CR4, EFER and CR3. Or the CPUID lacks what they switch on: SetCpuid comes first.");
    }

    /// <summary>The special registers with the page directory pointers (<c>KVM_GET_SREGS2</c>, Linux 5.14).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">ENOTTY or EINVAL: the kernel is older.</exception>
    public KvmSregs2 GetSregs2()
    {
        KvmSregs2 sregs;
        Call(KVM.GET_SREGS2, &sregs.Raw);
        return sregs;
    }

    /// <summary>Sets the special registers with the page directory pointers (<c>KVM_SET_SREGS2</c>, Linux 5.14).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: together they are impossible, or the kernel is older.</exception>
    public void SetSregs2(in KvmSregs2 sregs)
    {
        fixed (kvm_sregs2* raw = &sregs.Raw)
            Call(KVM.SET_SREGS2, raw, "Together these registers are impossible: see CR0, CR4, EFER and CR3. Or the CPUID lacks what they switch on: SetCpuid comes first.");
    }

    /// <summary>The x87 and SSE registers (<c>KVM_GET_FPU</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmFpu GetFpu()
    {
        KvmFpu fpu;
        Call(KVM.GET_FPU, &fpu.Raw);
        return fpu;
    }

    /// <summary>Sets the x87 and SSE registers (<c>KVM_SET_FPU</c>).</summary>
    /// <remarks>The kernel keeps them, but not that they are in use: what the guest has not used yet may be as at reset for it all the same. <see cref="SetXsave"/> says both.</remarks>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void SetFpu(in KvmFpu fpu)
    {
        fixed (kvm_fpu* raw = &fpu.Raw)
            Call(KVM.SET_FPU, raw);
    }

    /// <summary>How many bytes the extended state takes: 4096, or more where AMX is on (<see cref="KvmCapability.Xsave2"/>, Linux 5.17).</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public int XsaveSize => Math.Max(_vm.CheckExtension(KvmCapability.Xsave2), sizeof(kvm_xsave));

    /// <summary>The extended state, as XSAVE lays it out: x87, SSE, AVX and so on (<c>KVM_GET_XSAVE</c>, or <c>KVM_GET_XSAVE2</c> where it is larger).</summary>
    /// <param name="state">Room for <see cref="XsaveSize"/> bytes.</param>
    /// <exception cref="ArgumentException">The room is too small.</exception>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void GetXsave(Span<byte> state)
    {
        int size = CheckXsave(state.Length);
        // SAFETY: the room is as large as the kernel said that it fills.
        fixed (byte* first = state)
        {
            if (size > sizeof(kvm_xsave))
                Call(KVM.GET_XSAVE2, first);
            else
                Call(KVM.GET_XSAVE, first);
        }
    }

    /// <summary>Sets the extended state (<c>KVM_SET_XSAVE</c>).</summary>
    /// <param name="state">At least <see cref="XsaveSize"/> bytes.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: it has components that the processor lacks.</exception>
    public void SetXsave(ReadOnlySpan<byte> state)
    {
        CheckXsave(state.Length);
        // SAFETY: the kernel reads as many bytes as it said.
        fixed (byte* first = state)
            Call(KVM.SET_XSAVE, first, "The state has components that this processor lacks.");
    }

    /// <summary>An extended control register: XCR0 says which extended state is on (<c>KVM_GET_XCRS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: the processor has none.</exception>
    public ulong GetXcr0()
    {
        kvm_xcrs xcrs = default;
        Call(KVM.GET_XCRS, &xcrs);
        return xcrs.nr_xcrs > 0 ? xcrs.xcrs[0].value : 1;
    }

    /// <summary>Sets XCR0 (<c>KVM_SET_XCRS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: components that the vCPU's CPUID lacks.</exception>
    public void SetXcr0(ulong value)
    {
        kvm_xcrs xcrs = new() { nr_xcrs = 1 };
        xcrs.xcrs[0].value = value;
        Call(KVM.SET_XCRS, &xcrs, "XCR0 has components that the vCPU's CPUID lacks.");
    }

    /// <summary>The debug registers as the guest has set them (<c>KVM_GET_DEBUGREGS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmDebugRegs GetDebugRegs()
    {
        KvmDebugRegs regs;
        Call(KVM.GET_DEBUGREGS, &regs.Raw);
        return regs;
    }

    /// <summary>Sets the debug registers of the guest (<c>KVM_SET_DEBUGREGS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: reserved bits.</exception>
    public void SetDebugRegs(in KvmDebugRegs regs)
    {
        fixed (kvm_debugregs* raw = &regs.Raw)
            Call(KVM.SET_DEBUGREGS, raw);
    }

    private int CheckXsave(int length)
    {
        int size = XsaveSize;
        return length >= size ? size : throw new ArgumentException($"The extended state takes {size} bytes, and there are {length}.");
    }
}
