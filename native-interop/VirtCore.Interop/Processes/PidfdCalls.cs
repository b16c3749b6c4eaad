using System.Globalization;
using System.Runtime.InteropServices;
using Tmds.Linux;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>What can be done with a pidfd.</summary>
internal static class PidfdCalls
{
    /// <summary>Refers to a process. Null with the errno; ESRCH and EINVAL both mean that it is gone.</summary>
    public static SafePidfdDescriptor? TryOpen(int processId, out int error)
    {
        int descriptor = ProcessSyscalls.pidfd_open(processId);
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafePidfdDescriptor(descriptor);
    }

    /// <summary>Sends a signal. 0 or the errno.</summary>
    public static int Send(SafePidfdDescriptor pidfd, int signal)
    {
        using var lease = new DescriptorLease(pidfd);
        return ProcessSyscalls.pidfd_send_signal(lease.Number, signal) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Whether the process has ended: its pidfd is readable.</summary>
    public static unsafe bool HasExited(SafePidfdDescriptor pidfd)
    {
        using var lease = new DescriptorLease(pidfd);
        pollfd poller = new() { fd = lease.Number, events = POLLIN };
        // SAFETY: one pollfd on the stack.
        return poll(&poller, 1, 0) > 0;
    }

    /// <summary>The process's number, as <c>/proc/self/fdinfo</c> has it; null when it has ended or cannot be seen from here.</summary>
    public static int? ProcessId(SafePidfdDescriptor pidfd)
    {
        using var lease = new DescriptorLease(pidfd);
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{lease.Number}");
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("Pid:", StringComparison.Ordinal))
                return int.Parse(line.AsSpan(4), NumberStyles.Integer, CultureInfo.InvariantCulture) is > 0 and int id ? id : null;
        }

        return null;
    }

    /// <summary>The inode number in pidfs, or null on a kernel without it, where all pidfds share one.</summary>
    public static unsafe ulong? Inode(SafePidfdDescriptor pidfd)
    {
        using var lease = new DescriptorLease(pidfd);
        stat status;
        nint* system = stackalloc nint[ProcessSyscalls.StatfsRoom];
        // SAFETY: the buffer is larger than struct statfs, which begins with f_type; the other struct is whole.
        if (ProcessSyscalls.fstatfs(lease.Number, system) != 0 || system[0] != ProcessSyscalls.PID_FS_MAGIC || fstat(lease.Number, &status) != 0)
            return null;
        return (ulong)status.st_ino;
    }

    /// <summary>The wait status of a process that has been reaped (Linux 6.15).</summary>
    public static unsafe bool TryGetExit(SafePidfdDescriptor pidfd, out int status)
    {
        using var lease = new DescriptorLease(pidfd);
        pidfd_info information = new() { mask = pidfd_info.PIDFD_INFO_EXIT };
        // SAFETY: the size of the struct is part of the request's number.
        bool known = ProcessSyscalls.ioctl(lease.Number, pidfd_info.PIDFD_GET_INFO, &information) == 0
            && (information.mask & pidfd_info.PIDFD_INFO_EXIT) != 0;
        status = information.exit_code;
        return known;
    }
}
