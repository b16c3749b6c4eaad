namespace VirtCore.Netlink;

/// <summary>What came from the kernel is not what netlink says that it is: the connection has been closed.</summary>
/// <remarks>It points at a bug, here or in the kernel. No request after it is answered.</remarks>
public sealed class NetlinkProtocolException : Exception
{
    /// <summary>Describes the damage.</summary>
    public NetlinkProtocolException(string message)
        : base(message)
    {
    }
}
