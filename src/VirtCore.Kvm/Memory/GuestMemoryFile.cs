using System.Runtime.InteropServices;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary>The memfd behind a region: memfd_create(2), sealed against becoming shorter, so that no access ever meets SIGBUS.</summary>
internal static unsafe class GuestMemoryFile
{
    private const uint MFD_HUGETLB = 4;
    private const uint MFD_HUGE_2MB = 21u << 26;
    private const uint MFD_HUGE_1GB = 30u << 26;
    private const int F_SEAL_SEAL = 1;
    private const int F_SEAL_SHRINK = 2;
    private const int FALLOC_FL_KEEP_SIZE = 1;
    private const int FALLOC_FL_PUNCH_HOLE = 2;

    public static SafeFileDescriptor Create(GuestMemoryBacking backing, ulong length)
    {
        uint flags = ProcessSyscalls.MFD_CLOEXEC | ProcessSyscalls.MFD_ALLOW_SEALING | backing switch
        {
            GuestMemoryBacking.Hugetlb2M => MFD_HUGETLB | MFD_HUGE_2MB,
            GuestMemoryBacking.Hugetlb1G => MFD_HUGETLB | MFD_HUGE_1GB,
            _ => 0,
        };
        // SAFETY: the name is a NUL-terminated constant.
        fixed (byte* name = "virtcore-guest\0"u8)
        {
            int number = ProcessSyscalls.memfd_create(name, flags);
            if (number < 0)
                throw new KernelException("memfd_create", Marshal.GetLastPInvokeError(), backing.ToString(), HintOf(backing));
            var file = new SafeFileDescriptor(number);
            try
            {
                if (ftruncate(number, (long)length) != 0)
                    throw new KernelException("ftruncate", errno, backing.ToString(), HintOf(backing));
                // The pool's pages are taken now, or refused now: a guest that meets an empty pool would end the process.
                if (backing is GuestMemoryBacking.Hugetlb2M or GuestMemoryBacking.Hugetlb1G && Allocate(number, 0, 0, (long)length) != 0)
                    throw new KernelException("fallocate", errno, backing.ToString(), HintOf(backing));
                if (fcntl(number, ProcessSyscalls.F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
                    throw new KernelException("seal the guest's memory", errno);
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    public static void PunchHole(SafeFileDescriptor file, ulong offset, ulong length)
    {
        using var lease = new DescriptorLease(file);
        if (Allocate(lease.Number, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, (long)offset, (long)length) != 0)
            throw new KernelException("fallocate PUNCH_HOLE", errno);
    }

    // A signal, such as the runtime's own to its threads, interrupts it in the midst of many pages.
    private static int Allocate(int number, int mode, long offset, long length)
    {
        int answer;
        do
            answer = fallocate(number, mode, offset, length);
        while (answer != 0 && errno == EINTR);
        return answer;
    }

    private static string? HintOf(GuestMemoryBacking backing) => backing switch
    {
        GuestMemoryBacking.Hugetlb2M => "Write the number of pages into /sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages.",
        GuestMemoryBacking.Hugetlb1G => "Write the number of pages into /sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages, or better hugepagesz=1G hugepages=N on the kernel's command line.",
        _ => null,
    };
}
