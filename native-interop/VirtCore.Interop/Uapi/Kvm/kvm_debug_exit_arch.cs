namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: what an exit for the debugger says.</summary>
internal struct kvm_debug_exit_arch
{
    public uint exception;
    public uint pad;
    public ulong pc;
    public ulong dr6;
    public ulong dr7;
}
