namespace VirtCore.Interop.Uapi;

/// <summary>linux/fib_rules.h: users from one to another.</summary>
internal struct fib_rule_uid_range
{
    public uint start;
    public uint end;
}
