/*
 * kill: for each line "VICTIM WITNESS" on standard input, two process ids: SIGKILLs the victim through its pidfd and waits until both
 * pidfds say that their processes are dead. Prints, in ms from the signal, when the victim's did and when the witness's did.
 * Victim and witness may be the same process: that is the floor.
 */
#define _GNU_SOURCE
#include "machine.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static int open_pidfd(pid_t pid)
{
    long fd = syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0)
        die("pidfd_open");
    return (int)fd;
}

int main(void)
{
    int victim, witness;
    while (scanf("%d %d", &victim, &witness) == 2) {
        alarm(60);
        struct pollfd waits[2] = {{.fd = open_pidfd(victim), .events = POLLIN}, {.fd = open_pidfd(witness), .events = POLLIN}};
        double dead[2] = {0, 0};
        double begin = now_ms();
        if (syscall(SYS_pidfd_send_signal, waits[0].fd, SIGKILL, NULL, 0) != 0)
            die("pidfd_send_signal");
        for (int left = 2; left != 0;) {
            if (poll(waits, 2, -1) < 0 && errno != EINTR)
                die("poll");
            double now = now_ms();
            for (int i = 0; i < 2; i++) {
                if (waits[i].fd >= 0 && waits[i].revents != 0) {
                    dead[i] = now - begin;
                    close(waits[i].fd);
                    waits[i].fd = -1; /* poll passes it over */
                    left--;
                }
            }
        }
        alarm(0);
        printf("%.4f %.4f\n", dead[0], dead[1]);
        fflush(stdout);
    }

    return 0;
}
