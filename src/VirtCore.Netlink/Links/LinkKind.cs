namespace VirtCore.Netlink;

/// <summary>What only one kind of link has: <c>IFLA_LINKINFO</c>. In a request, what is null is left as it is or to the kernel.</summary>
public abstract record LinkKind
{
    /// <summary>The kernel's name of the kind: <c>bridge</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Writes the attributes of <c>IFLA_INFO_DATA</c>.</summary>
    internal virtual void WriteData(ref NetlinkWriter writer)
    {
    }
}
