using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/if.h: an interface by name, and in the union its flags alone.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal unsafe struct ifreq
{
    public fixed byte ifr_name[16];
    public ushort ifr_flags;
}
