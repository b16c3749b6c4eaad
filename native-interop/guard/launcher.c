/* The launcher: one process a host, which forks a guard for each request. Nothing of one request is open while the next is served. */
#define _GNU_SOURCE
#include "launcher.h"
#include "guard.h"
#include "kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void answer(uint16_t type, uint64_t serial, uint32_t step, int error)
{
    struct vg_answer message = {
        .header = { .magic = VG_MAGIC, .version = VG_VERSION, .type = type, .serial = serial },
        .error = error,
        .step = step,
        .guard = getpid(),
    };
    /* A host that does not read loses the reason, not the outcome: its lifeline ends. */
    (void)!send(VG_HOST_SOCKET, &message, sizeof(message), MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* The kernel's OOM killer is to spare the guards; without CAP_SYS_RESOURCE it does as before. */
static void protect_from_oom(struct origin *origin)
{
    char bytes[16] = { 0 };
    int file = open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC);
    if (file < 0)
        return;
    if (read(file, bytes, sizeof(bytes) - 1) > 0) {
        origin->oom_score = atoi(bytes);
        origin->oom_score_changed = origin->oom_score != -1000 && pwrite(file, "-1000", 5, 0) == 5;
    }
    close(file);
}

static void serve(struct launch *launch, const struct origin *origin)
{
    pid_t pid = kernel_clone(0, SIGCHLD, NULL, -1);
    if (pid == 0) {
        close(VG_HOST_SOCKET);
        guard_run(launch, origin);
    }
    if (pid < 0)
        answer(VG_REFUSED, launch->message->header.serial, VG_STEP_FORK, -pid);
    request_close_descriptors(launch);
}

int launcher_run(void)
{
    static struct launch launch;
    struct origin origin = { .umask = umask(0077) };
    prctl(PR_SET_NAME, "virtcore-guard");
    protect_from_oom(&origin);
    kernel_ignore_signal(SIGTERM);
    kernel_ignore_signal(SIGINT);
    kernel_ignore_signal(SIGHUP);
    kernel_ignore_signal(SIGPIPE);
    kernel_ignore_signal(SIGCHLD); /* the kernel reaps the guards */
    answer(VG_HELLO, 0, VG_STEP_NONE, 0);

    for (;;) {
        uint64_t serial;
        switch (request_receive(VG_HOST_SOCKET, &launch, &serial)) {
        case 0:
            return 0;
        case 1:
            serve(&launch, &origin);
            request_drop_arena();
            break;
        case -1:
            answer(VG_REFUSED, serial, VG_STEP_REQUEST, EBADMSG);
            request_close_descriptors(&launch); /* after the answer: the host looks for it when the lifeline ends */
            break;
        }
    }
}
