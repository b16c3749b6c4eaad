using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>A program in a sealed memfd: nobody can change it any more, and no file system has it.</summary>
internal static class ExecutableMemory
{
    /// <exception cref="KernelException">EACCES where <c>vm.memfd_noexec</c> forbids executable memory; EMFILE, ENOMEM.</exception>
    public static SafeFileDescriptor Create(ReadOnlySpan<byte> program)
    {
        SafeFileDescriptor memory = Make();
        try
        {
            using var lease = new DescriptorLease(memory);
            DirectoryFile.WriteAll(memory, program, "memfd");
            if (fcntl(lease.Number, ProcessSyscalls.F_ADD_SEALS, ProcessSyscalls.F_SEAL_ALL) != 0)
                throw new KernelException("fcntl(F_ADD_SEALS)", errno);
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
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
