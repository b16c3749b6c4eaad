#define _GNU_SOURCE
#include "kernel.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

struct clone_arguments {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
};

struct pidfd_information {
    uint64_t mask, cgroup;
    uint32_t pid, tgid, ppid, ruid, rgid, euid, egid, suid, sgid, fsuid, fsgid;
    int32_t exit_code;
};
#define PIDFD_GET_INFORMATION _IOWR(0xFF, 11, struct pidfd_information)
#define PIDFD_INFORMATION_EXIT (1ull << 3)
#define REAP_PATIENCE_MS 5000 /* a debugger may keep the dead one */

struct kernel_sigaction {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    uint64_t mask;
};

pid_t kernel_clone(uint64_t flags, int exit_signal, int *pidfd, int cgroup)
{
    struct clone_arguments arguments = {
        .flags = flags,
        .pidfd = (uint64_t)(uintptr_t)pidfd,
        .exit_signal = (uint64_t)exit_signal,
        .cgroup = (flags & VG_CLONE_INTO_CGROUP) ? (uint64_t)cgroup : 0,
    };
    long pid = syscall(SYS_clone3, &arguments, sizeof(arguments));
    /* Container runtimes answer ENOSYS, as their filters cannot look into the struct. The old call has no room for the newer flags. */
    if (pid < 0 && errno == ENOSYS && flags < (1ull << 32))
        pid = syscall(SYS_clone, (unsigned long)flags | (unsigned long)exit_signal, 0ul, pidfd, 0ul, 0ul);
    return pid < 0 ? -errno : (pid_t)pid;
}

int kernel_pidfd_open(pid_t pid)
{
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

int kernel_pidfd_kill(int pidfd)
{
    return (int)syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
}

int kernel_close_range(unsigned first, unsigned last, unsigned flags)
{
    return (int)syscall(SYS_close_range, first, last, flags);
}

int kernel_pidfd_exit(int pidfd, int *status)
{
    struct pidfd_information information = { .mask = PIDFD_INFORMATION_EXIT };
    /* The death is told before the kernel has reaped the process, and the status is there after it: the hang-up is that moment. */
    struct pollfd reaped = { .fd = pidfd };
    (void)poll(&reaped, 1, REAP_PATIENCE_MS);
    if (ioctl(pidfd, PIDFD_GET_INFORMATION, &information) != 0 || !(information.mask & PIDFD_INFORMATION_EXIT))
        return -1;
    *status = information.exit_code;
    return 0;
}

int kernel_peer_is_gone(int socket)
{
    struct pollfd poller = { .fd = socket, .events = POLLRDHUP };
    return poll(&poller, 1, 0) != 0;
}

/* By the system call: the C library keeps signals 32 and 33 to itself, and a parent may have ignored them. */
static void set_handler(int signal, void (*handler)(int))
{
    struct kernel_sigaction action = { .handler = handler };
    syscall(SYS_rt_sigaction, signal, &action, NULL, sizeof(action.mask));
}

void kernel_reset_signals(void)
{
    uint64_t none = 0;
    for (int signal = 1; signal <= 64; signal++)
        set_handler(signal, SIG_DFL);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof(none));
}

void kernel_ignore_signal(int signal)
{
    set_handler(signal, SIG_IGN);
}
