using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>The character device of a macvtap link.</summary>
/// <remarks>
/// Its name in /dev is <c>tap</c> and the link's index, so that two namespaces' devices have one name: /dev may have another's, or none. The number is unique, and what says it is sysfs as the link's own namespace sees it.
/// Both that sysfs and the device file are in mounts that only a descriptor holds: nothing is to be cleaned up.
/// </remarks>
internal static unsafe class MacvtapDevice
{
    private const uint S_IFCHR = 0x2000;

    /// <summary>Opens the device as often as queues are wanted: each opening is one. They hold the link's namespace.</summary>
    /// <exception cref="KernelException">ENOENT: there is no such link, or it is no macvtap. EPERM: this needs CAP_SYS_ADMIN and CAP_MKNOD, and a device cgroup that allows it. EBUSY: it has as many queues as it can have.</exception>
    public static SafeFileDescriptor[] Open(SafeFileDescriptor networkNamespace, string name, int index, int queues)
    {
        ulong device;
        using (SafeFileDescriptor sysfs = DetachedMount.OfSysfs(networkNamespace))
            device = NumberOf(sysfs, name, index);
        using SafeFileDescriptor directory = DetachedMount.OfTmpfs();
        using (var lease = new DescriptorLease(directory))
        {
            // SAFETY: the path is a NUL-terminated constant.
            fixed (byte* path = "tap\0"u8)
            {
                if (MountSyscalls.mknodat(lease.Number, path, S_IFCHR | 0x180, device) != 0) // 0600
                    throw new KernelException("mknod", Marshal.GetLastPInvokeError(), name, "This needs CAP_MKNOD.");
            }
        }

        var opened = new List<SafeFileDescriptor>(queues);
        try
        {
            while (opened.Count < queues)
                opened.Add(NetworkNamespaceCalls.OpenTap(networkNamespace, directory));
            return [.. opened];
        }
        catch
        {
            foreach (SafeFileDescriptor queue in opened)
                queue.Dispose();
            throw;
        }
    }

    private static ulong NumberOf(SafeFileDescriptor sysfs, string name, int index)
    {
        Span<byte> text = stackalloc byte[32];
        using var lease = new DescriptorLease(sysfs);
        // SAFETY: the path ends with a NUL and is held for the call; the kernel writes at most the buffer's length.
        fixed (byte* path = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"class/net/{name}/macvtap/tap{index}/dev\0")), first = text)
        {
            int number = openat(lease.Number, path, O_RDONLY | O_CLOEXEC, (ushort)0);
            if (number < 0)
                throw new KernelException("find the device of the macvtap", errno, name, "ENOENT: there is no such link in the namespace, or it is no macvtap.");
            using var file = new SafeFileDescriptor(number);
            int length = (int)read(number, first, text.Length);
            string[] numbers = length > 0 ? Encoding.ASCII.GetString(text[..length]).Trim().Split(':') : [];
            if (numbers.Length != 2 || !uint.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint major) || !uint.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint minor))
                throw new KernelException("find the device of the macvtap", EIO, name);
            // https://man7.org/linux/man-pages/man3/makedev.3.html
            return ((ulong)(major & 0xFFFFF000) << 32) | ((major & 0xFFF) << 8) | ((ulong)(minor & 0xFFFFFF00) << 12) | (minor & 0xFF);
        }
    }
}
