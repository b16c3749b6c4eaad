namespace VirtCore.Interop.Uapi;

/// <summary>linux/fib_rules.h: ports from one to another, in the machine's byte order.</summary>
internal struct fib_rule_port_range
{
    public ushort start;
    public ushort end;
}
