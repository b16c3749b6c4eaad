/* From a checked request to a child on its way to exec. */
#define _GNU_SOURCE
#include "guard.h"
#include "cgroup.h"
#include "kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <unistd.h>

/* The lock's file may be removed by whoever holds the lock, so the one that was locked must still be the one in the directory. */
static int take_lock(struct guard *guard)
{
    struct stat locked, named;
    int lock = open(LOCK_FILE, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (lock < 0)
        return errno;
    int error = flock(lock, LOCK_EX | LOCK_NB) != 0 ? (errno == EWOULDBLOCK ? EBUSY : errno) : 0;
    if (error == 0 && (fstat(lock, &locked) != 0 || stat(LOCK_FILE, &named) != 0 || locked.st_ino != named.st_ino))
        error = EBUSY;
    if (error != 0)
        close(lock);
    else
        guard->lock = lock;
    return error;
}

static int listen_for_controls(struct guard *guard)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = SOCKET_FILE };
    if (unlink(SOCKET_FILE) != 0 && errno != ENOENT)
        return errno;
    guard->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (guard->listener < 0)
        return errno;
    umask(0177);
    int error = bind(guard->listener, (struct sockaddr *)&address, sizeof(address)) != 0 ? errno : 0;
    umask(0077);
    return error != 0 ? error : listen(guard->listener, 32) != 0 ? errno : 0;
}

static int lifeline_is_cut(const struct launch *launch)
{
    char byte;
    ssize_t count = recv(launch->lifeline, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
}

/* The strongest tier that this kernel gives: AUTOKILL wants either no_new_privs or CAP_SYS_ADMIN. */
static pid_t clone_in_tier(struct guard *guard, const struct launch *launch, int cgroup)
{
    const struct vg_launch *m = launch->message;
    uint64_t flags = VG_CLONE_PIDFD | (cgroup >= 0 ? VG_CLONE_INTO_CGROUP : 0);
    uint64_t autokill = VG_CLONE_AUTOREAP | VG_CLONE_PIDFD_AUTOKILL | ((m->flags & VG_NO_NEW_PRIVILEGES) ? VG_CLONE_NNP : 0);

    guard->record.tier = VG_TIER_AUTOKILL;
    pid_t pid = kernel_clone(flags | autokill, 0, &guard->pidfd, cgroup);
    if (pid != -EINVAL && pid != -EPERM && pid != -ENOSYS)
        return pid;
    if (m->minimum_tier > VG_TIER_PARENT_DEATH) {
        guard->failed_step = VG_STEP_TIER;
        return -EOPNOTSUPP;
    }
    guard->record.tier = VG_TIER_PARENT_DEATH;
    return kernel_clone(flags, SIGCHLD, &guard->pidfd, cgroup);
}

/* Born into its cgroup. Where a filter hides clone3, or the kernel or a security module refuses that, it joins by itself before anything
 * else; if the cgroup does not take it that way either, that error is the one that tells. */
static pid_t clone_process(struct guard *guard, const struct launch *launch, int *joins)
{
    *joins = 0;
    pid_t pid = clone_in_tier(guard, launch, guard->cgroup);
    if (pid >= 0 || guard->cgroup < 0 || guard->failed_step == VG_STEP_TIER || pid == -EAGAIN || pid == -ENOMEM)
        return pid;
    *joins = 1;
    return clone_in_tier(guard, launch, -1);
}

static uint64_t pidfs_inode(int pidfd)
{
    struct statfs system;
    struct stat status;
    if (fstatfs(pidfd, &system) != 0 || system.f_type != VG_PID_FS_MAGIC || fstat(pidfd, &status) != 0)
        return 0;
    return status.st_ino;
}

static int fork_child(struct guard *guard, const struct launch *launch, const struct origin *origin)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return errno;
    int joins;
    pid_t pid = clone_process(guard, launch, &joins);
    if (pid == 0) {
        struct child child = {
            .launch = launch,
            .origin = origin,
            .guard = guard->record.guard,
            .sync = pair[1],
            .joins = joins ? guard->cgroup : -1,
            .autokill = guard->record.tier == VG_TIER_AUTOKILL,
        };
        close(pair[0]);
        child_run(&child);
    }
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return -pid;
    }
    guard->sync = pair[0];
    guard->record.process = pid;
    guard->record.inode = pidfs_inode(guard->pidfd);
    guard->record.start_time = record_read_start_time(pid);
    return 0;
}

#define STEP(number, action)                       \
    do {                                           \
        guard->failed_step = number;               \
        if ((guard->failed_error = (action)) != 0) \
            return -1;                             \
    } while (0)

int start_process(struct guard *guard, struct launch *launch, const struct origin *origin)
{
    STEP(VG_STEP_STATE_DIRECTORY, fchdir(launch->state_directory) != 0 ? errno : 0);
    STEP(VG_STEP_LOCK, take_lock(guard));
    STEP(VG_STEP_RECORD, record_probe());
    STEP(VG_STEP_SOCKET, listen_for_controls(guard));
    STEP(VG_STEP_CUT, lifeline_is_cut(launch) ? ECANCELED : 0);
    STEP(VG_STEP_CGROUP, cgroup_make(guard, launch));
    record_read_boot_id(guard->record.boot_id);
    guard->failed_step = VG_STEP_CLONE;
    if ((guard->failed_error = fork_child(guard, launch, origin)) != 0)
        return -1;
    guard->failed_step = VG_STEP_NONE;
    return 0;
}

/* Only with the lock: what is there belongs to somebody else otherwise. */
void start_remove_files(const struct guard *guard)
{
    if (guard->lock < 0)
        return;
    if (guard->listener >= 0)
        unlink(SOCKET_FILE);
    if (guard->record.process != 0)
        unlink(RECORD_FILE);
    if (guard->failed_step != VG_STEP_RECORD || guard->record.process != 0)
        unlink(LOCK_FILE);
}
