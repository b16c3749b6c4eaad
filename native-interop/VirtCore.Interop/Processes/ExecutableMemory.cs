using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>A program in a sealed memfd: nobody can change it any more, and no file system has it.</summary>
internal static class ExecutableMemory
{
    private const int Attempts = 8;

    /// <exception cref="KernelException">EACCES where <c>vm.memfd_noexec</c> forbids executable memory; EMFILE, ENOMEM.</exception>
    public static SafeFileDescriptor Create(ReadOnlySpan<byte> program)
    {
        // Sealing answers EBUSY where the kernel itself holds a page for a moment (DAMON, compaction) and for longer than it waits for that, some 150 ms.
        // Other pages will do.
        for (int attempt = 1; ; attempt++)
        {
            SafeFileDescriptor memory = Make();
            try
            {
                DirectoryFile.WriteAll(memory, program, "memfd");
                int error = Seal(memory);
                if (error == 0)
                    return memory;
                if (error != EBUSY || attempt == Attempts)
                    throw new KernelException("fcntl(F_ADD_SEALS)", error);
                memory.Dispose();
            }
            catch
            {
                memory.Dispose();
                throw;
            }
        }
    }

    private static int Seal(SafeFileDescriptor memory)
    {
        using var lease = new DescriptorLease(memory);
        return fcntl(lease.Number, ProcessSyscalls.F_ADD_SEALS, ProcessSyscalls.F_SEAL_ALL) == 0 ? 0 : errno;
    }

    // Before Linux 6.3 every memfd was executable and the flag unknown.
    private static unsafe SafeFileDescriptor Make()
    {
        const uint Flags = ProcessSyscalls.MFD_CLOEXEC | ProcessSyscalls.MFD_ALLOW_SEALING;
        // SAFETY: the name is a NUL-terminated constant.
        fixed (byte* name = "virtcore-guard\0"u8)
        {
            int descriptor = ProcessSyscalls.memfd_create(name, Flags | ProcessSyscalls.MFD_EXEC);
            if (descriptor < 0 && Marshal.GetLastPInvokeError() == EINVAL)
                descriptor = ProcessSyscalls.memfd_create(name, Flags);
            return descriptor >= 0 ? new SafeFileDescriptor(descriptor)
                : throw new KernelException("memfd_create", Marshal.GetLastPInvokeError());
        }
    }
}
