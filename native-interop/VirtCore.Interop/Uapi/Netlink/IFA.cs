namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_addr.h: the attributes of an address.</summary>
internal static class IFA
{
    public const ushort IFA_ADDRESS = 1;
    public const ushort IFA_LOCAL = 2;
    public const ushort IFA_LABEL = 3;
    public const ushort IFA_BROADCAST = 4;
    public const ushort IFA_CACHEINFO = 6;
    public const ushort IFA_FLAGS = 8;
}
