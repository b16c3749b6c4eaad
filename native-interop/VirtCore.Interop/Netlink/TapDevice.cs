using System.Runtime.InteropServices;
using System.Text;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary><c>/dev/net/tun</c>: <see href="https://docs.kernel.org/networking/tuntap.html">tuntap</see>.</summary>
internal static unsafe class TapDevice
{
    private const int NameRoom = 16;

    /// <summary>Opens the device in the calling thread's network namespace.</summary>
    /// <exception cref="KernelException">ENOENT: there is no such device. EACCES.</exception>
    public static SafeFileDescriptor Open()
    {
        // SAFETY: the path is a NUL-terminated constant.
        fixed (byte* path = "/dev/net/tun\0"u8)
        {
            int number = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);
            return number >= 0 ? new SafeFileDescriptor(number) : throw new KernelException("open", errno, "/dev/net/tun", "Load the module tun, or give the container /dev/net/tun.");
        }
    }

    /// <summary>Makes the descriptor a queue of a tap, which is made where there is none of the name (<c>TUNSETIFF</c>).</summary>
    /// <returns>The tap's name: a <c>%d</c> has become a number.</returns>
    /// <exception cref="KernelException">EPERM; EBUSY: others have it.</exception>
    public static string Attach(SafeFileDescriptor tap, string name, uint flags)
    {
        ifreq request = default;
        byte* text = request.ifr_name;
        // SAFETY: the struct is on the stack, and the caller has seen to it that the name is 15 bytes at most.
        Encoding.UTF8.GetBytes(name, new Span<byte>(text, NameRoom - 1));
        request.ifr_flags = (ushort)flags;
        Call(tap, TUN.TUNSETIFF, &request, "TUNSETIFF", name, "EPERM: this needs CAP_NET_ADMIN. EBUSY: the tap is in use, by as many queues as it can have or without multi-queue.");
        ReadOnlySpan<byte> got = new(request.ifr_name, NameRoom);
        return Encoding.UTF8.GetString(got[..got.IndexOf((byte)0)]);
    }

    /// <summary>A setting whose argument is a number: <c>TUNSETOFFLOAD</c>, <c>TUNSETPERSIST</c>, <c>TUNSETOWNER</c>, <c>TUNSETGROUP</c>.</summary>
    /// <exception cref="KernelException">It was refused.</exception>
    public static void Set(SafeFileDescriptor tap, uint request, ulong value, string operation, string name) => Call(tap, request, (void*)value, operation, name, null);

    /// <summary>A setting whose argument is an int in memory: <c>TUNSETVNETHDRSZ</c>.</summary>
    /// <exception cref="KernelException">It was refused.</exception>
    public static void SetInt(SafeFileDescriptor tap, uint request, int value, string operation, string name) => Call(tap, request, &value, operation, name, null);

    private static void Call(SafeFileDescriptor tap, uint request, void* argument, string operation, string name, string? hint)
    {
        using var lease = new DescriptorLease(tap);
        // SAFETY: the argument is what the request takes: a number, or a whole struct on the stack.
        if (ProcessSyscalls.ioctl(lease.Number, request, argument) < 0)
            throw new KernelException(operation, Marshal.GetLastPInvokeError(), name, hint);
    }
}
