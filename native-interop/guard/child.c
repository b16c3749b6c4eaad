#define _GNU_SOURCE
#include "child.h"
#include "cgroup.h"
#include "credentials.h"
#include "kernel.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

static int set_oom_score(int score)
{
    char bytes[16];
    struct text text = { .bytes = bytes, .size = sizeof(bytes) };
    text_number(&text, score);
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return errno;
    int error = write(file, bytes, text.length) < 0 ? errno : 0;
    close(file);
    return error;
}

static int restore_oom_score(const struct child *child)
{
    if (child->launch->message->flags & VG_HAS_OOM_SCORE)
        return set_oom_score(child->launch->message->oom_score);
    return child->origin->oom_score_changed ? set_oom_score(child->origin->oom_score) : 0;
}

/* Everything becomes close-on-exec; then the named ones are duplicated to their numbers, which clears that. They are first moved
 * above all targets, so that no target is overwritten before it was copied. */
static int place_descriptors(const struct launch *launch, int *sync)
{
    unsigned count = launch->message->targets.count;
    int above = 3;
    for (unsigned i = 0; i < count; i++)
        if (launch->targets[i] >= above)
            above = launch->targets[i] + 1;

    int moved = fcntl(*sync, F_DUPFD_CLOEXEC, above);
    if (moved < 0)
        return errno;
    *sync = moved;
    for (unsigned i = 0; i < count; i++)
        if ((launch->passed[i] = fcntl(launch->passed[i], F_DUPFD_CLOEXEC, above)) < 0)
            return errno;
    if (kernel_close_range(0, ~0u, CLOSE_RANGE_CLOEXEC) != 0)
        return errno;

    int null_device = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null_device < 0)
        return errno;
    for (int number = 0; number < 3; number++) /* open in the guard, so the device is not one of them */
        if (dup2(null_device, number) < 0)
            return errno;
    for (unsigned i = 0; i < count; i++)
        if (dup2(launch->passed[i], launch->targets[i]) < 0)
            return errno;
    return 0;
}

static int set_limits(const struct launch *launch)
{
    for (unsigned i = 0; i < launch->message->limits.count; i++) {
        uint64_t limit[2] = { launch->limits[i].soft, launch->limits[i].hard };
        if (syscall(SYS_prlimit64, 0, launch->limits[i].resource, limit, NULL) != 0)
            return errno;
    }
    return 0;
}

/* The kernel forgets the parent-death signal when exec gives privileges. Not with no_new_privs, as exec then gives none. */
static int refuse_privileged_program(const struct child *child)
{
    struct stat status;
    if (child->autokill || (child->launch->message->flags & VG_NO_NEW_PRIVILEGES))
        return 0;
    if (stat(child->launch->file, &status) != 0)
        return 0; /* exec says why */
    if (status.st_mode & (S_ISUID | S_ISGID))
        return EPERM;
    return getxattr(child->launch->file, "security.capability", NULL, 0) >= 0 ? EPERM : 0;
}

/* In both tiers. A guard that died before the prctl cannot be told by its signal, so the parent is looked at after it. */
static int tie_to_guard(pid_t guard)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
        return errno;
    return getppid() == guard ? 0 : ESRCH;
}

static void fail(int sync, uint32_t step, int error)
{
    struct progress progress = { .step = step, .error = error };
    (void)!send(sync, &progress, sizeof(progress), MSG_NOSIGNAL);
    _exit(127);
}

#define STEP(number, action)               \
    do {                                   \
        int step_error = (action);         \
        if (step_error != 0)               \
            fail(sync, number, step_error); \
    } while (0)

void child_run(const struct child *child)
{
    const struct launch *launch = child->launch;
    int sync = child->sync;

    STEP(VG_STEP_CGROUP, child->joins >= 0 ? cgroup_join(child->joins) : 0);
    STEP(VG_STEP_SESSION, setsid() < 0 ? errno : 0);
    kernel_reset_signals();
    umask(child->origin->umask);
    STEP(VG_STEP_OOM_SCORE, restore_oom_score(child));
    STEP(VG_STEP_DESCRIPTORS, place_descriptors(launch, &sync));
    STEP(VG_STEP_RESOURCE_LIMIT, set_limits(launch));
    STEP(VG_STEP_GROUPS, credentials_set_groups(launch));
    STEP(VG_STEP_BOUNDING_SET, credentials_drop_bounding_set(launch));
    STEP(VG_STEP_USER, credentials_set_user(launch));
    STEP(VG_STEP_CAPABILITIES, credentials_keep_capabilities(launch));
    STEP(VG_STEP_WORKING_DIRECTORY, launch->directory != NULL && chdir(launch->directory) != 0 ? errno : 0);
    STEP(VG_STEP_PARENT_DEATH, tie_to_guard(child->guard));
    if (launch->message->flags & VG_NO_NEW_PRIVILEGES)
        STEP(VG_STEP_NO_NEW_PRIVILEGES, prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ? errno : 0);
    STEP(VG_STEP_PRIVILEGED_PROGRAM, refuse_privileged_program(child));

    /* The guard writes down who this is before it lets it go. When the guard is gone, so is the other end. */
    struct progress progress = { .step = VG_STEP_READY };
    char word;
    if (send(sync, &progress, sizeof(progress), MSG_NOSIGNAL) < 0 || recv(sync, &word, 1, 0) != 1)
        _exit(127);
    execve(launch->file, launch->arguments, launch->environment);
    fail(sync, VG_STEP_EXEC, errno);
    _exit(127);
}
