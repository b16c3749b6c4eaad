namespace VirtCore.Interop.Uapi;

/// <summary>linux/veth.h.</summary>
internal static class VETH
{
    public const ushort VETH_INFO_PEER = 1;
}
