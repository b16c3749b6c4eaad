/* virtcore-guard: starts processes for VirtCore and guards them. See DESIGN.md. */
#define _GNU_SOURCE
#include "kernel.h"
#include "launcher.h"
#include "protocol.h"

#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

static int has_host_socket(void)
{
    int type;
    socklen_t length = sizeof(type);
    return getsockopt(VG_HOST_SOCKET, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_SEQPACKET;
}

/* The host reaps this process, and never has the launcher for a child. */
int main(void)
{
    static const char usage[] = "virtcore-guard is started by VirtCore, on a socket of its own.\n";
    if (!has_host_socket()) {
        (void)!write(STDERR_FILENO, usage, sizeof(usage) - 1);
        return 2;
    }
    kernel_reset_signals();
    kernel_close_range(VG_HOST_SOCKET + 1, ~0u, 0);
    pid_t pid = kernel_clone(0, SIGCHLD, NULL, -1);
    if (pid != 0)
        return pid < 0 ? 1 : 0;
    setsid();
    if (chdir("/") != 0)
        return 1;
    return launcher_run();
}
