using System.Runtime.InteropServices;
using System.Text;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Starts a program that forks itself away and exits, so that nothing remains a child of this process.</summary>
internal static class DetachedProgram
{
    // posix_spawn_file_actions_t has 80 bytes in glibc and musl.
    private const int FileActionsSize = 256;

    /// <summary>Runs a program with <c>/dev/null</c> at 0, 1 and 2, the socket at <paramref name="number"/>, and an empty environment; waits for its exit.</summary>
    /// <remarks>Blocks for a millisecond or two. No managed code runs between fork and exec: posix_spawn(3) is the C library's.</remarks>
    /// <returns>0 or the errno of the start or of the exec.</returns>
    public static unsafe int Run(string path, string name, SafeSocketDescriptor socket, int number)
    {
        using var lease = new DescriptorLease(socket);
        byte* actions = stackalloc byte[FileActionsSize];
        byte** environment = stackalloc byte*[1];
        byte** arguments = stackalloc byte*[2];
        environment[0] = null;
        arguments[1] = null;
        int pid = 0;
        // SAFETY: all strings are NUL-terminated and pinned, both vectors end with null, and the actions' buffer is larger than the type.
        fixed (byte* file = Encoding.UTF8.GetBytes(path + '\0'), argument = Encoding.UTF8.GetBytes(name + '\0'), device = "/dev/null\0"u8)
        {
            arguments[0] = argument;
            int error = ProcessSyscalls.posix_spawn_file_actions_init(actions);
            if (error != 0)
                return error;
            for (int standard = 0; standard < 3 && error == 0; standard++)
                error = ProcessSyscalls.posix_spawn_file_actions_addopen(actions, standard, device, O_RDWR, 0);
            if (error == 0)
                error = ProcessSyscalls.posix_spawn_file_actions_adddup2(actions, lease.Number, number);
            if (error == 0)
                error = ProcessSyscalls.posix_spawn(&pid, file, actions, null, arguments, environment);
            _ = ProcessSyscalls.posix_spawn_file_actions_destroy(actions);
            return error != 0 ? error : Reap(pid);
        }
    }

    // By its number, at once. ECHILD: the runtime of a host that is PID 1, or that ignores SIGCHLD, was faster.
    private static unsafe int Reap(int pid)
    {
        int status = 0;
        // SAFETY: one int on the stack.
        while (ProcessSyscalls.waitpid(pid, &status, 0) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == ECHILD)
                return 0;
            if (error != EINTR)
                return error;
        }

        return status == 0 ? 0 : EAGAIN; // it could not fork
    }
}
