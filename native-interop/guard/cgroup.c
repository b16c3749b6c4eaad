#define _GNU_SOURCE
#include "cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PATIENCE_MS 2000
#define LONGEST_PAUSE_MS 128
#define DEEPEST 16

static int write_file(int directory, const char *name, const char *value, size_t length)
{
    int file = openat(directory, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return errno;
    int error = write(file, value, length) < 0 ? errno : 0;
    close(file);
    return error;
}

/* Not durable: no cgroup outlives the machine. A note without its line's end was written before the cgroup was made. */
static int write_note(const char *path)
{
    int file = open(CGROUP_FILE, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return errno;
    size_t length = strlen(path);
    int whole = write(file, path, length) == (ssize_t)length && write(file, "\n", 1) == 1;
    int error = whole ? 0 : errno != 0 ? errno : ENOSPC;
    close(file);
    if (error != 0)
        unlink(CGROUP_FILE);
    return error;
}

int cgroup_make(struct guard *guard, const struct launch *launch)
{
    if (launch->cgroup_path == NULL)
        return 0;
    const char *name = strrchr(launch->cgroup_path, '/') + 1;
    errno = 0;
    int error = write_note(launch->cgroup_path);
    if (error != 0)
        return error;
    if (mkdirat(launch->cgroup_parent, name, 0755) != 0) {
        error = errno;
        unlink(CGROUP_FILE);
        return error;
    }
    strcpy(guard->cgroup_name, name); /* the request has checked its length */
    guard->cgroup_parent = launch->cgroup_parent;
    guard->cgroup = openat(guard->cgroup_parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (guard->cgroup >= 0)
        return 0;
    error = errno;
    cgroup_remove(guard);
    return error;
}

void cgroup_kill(const struct guard *guard)
{
    if (guard->cgroup >= 0)
        (void)write_file(guard->cgroup, "cgroup.kill", "1", 1);
}

int cgroup_join(int cgroup)
{
    return write_file(cgroup, "cgroup.procs", "0", 1);
}

static int remove_tree(int parent, const char *name, unsigned depth);

/* The kernel lists a cgroup's files too; only directories are looked at. */
static int remove_children(int directory, unsigned depth)
{
    union {
        struct dirent64 first;
        char bytes[2048];
    } entries;
    long length;
    while ((length = syscall(SYS_getdents64, directory, &entries, sizeof(entries))) > 0) {
        for (long at = 0; at < length;) {
            const struct dirent64 *entry = (const struct dirent64 *)(entries.bytes + at);
            at += entry->d_reclen;
            if (entry->d_type != DT_DIR || strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
                continue;
            int error = remove_tree(directory, entry->d_name, depth);
            if (error != 0)
                return error;
        }
    }
    return length < 0 ? errno : 0;
}

static int remove_tree(int parent, const char *name, unsigned depth)
{
    if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
        return 0;
    if (errno != EBUSY || depth == DEEPEST)
        return errno;
    int directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0)
        return errno == ENOENT ? 0 : errno;
    int error = remove_children(directory, depth + 1);
    close(directory);
    if (error != 0)
        return error;
    return unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : errno;
}

/* The killed leave their cgroup some time after they have died to everybody else. */
static void wait_for_empty(int cgroup, int milliseconds)
{
    char text[256];
    int file = cgroup < 0 ? -1 : openat(cgroup, "cgroup.events", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, text, sizeof(text) - 1);
    text[length < 0 ? 0 : length] = '\0';
    /* What changes after the read wakes the poll. Empty already, and yet busy: only time helps. */
    struct pollfd poller = { .fd = strstr(text, "populated 1") != NULL ? file : -1, .events = POLLPRI };
    (void)poll(&poller, 1, milliseconds);
    if (file >= 0)
        close(file);
}

void cgroup_remove(struct guard *guard)
{
    if (guard->cgroup_parent < 0)
        return;
    int64_t end = connections_now_ms() + PATIENCE_MS;
    int error, pause = 1;
    cgroup_kill(guard);
    while ((error = remove_tree(guard->cgroup_parent, guard->cgroup_name, 0)) == EBUSY && connections_now_ms() < end) {
        wait_for_empty(guard->cgroup, pause);
        pause = pause < LONGEST_PAUSE_MS ? pause * 2 : pause;
    }
    if (error != 0)
        return;
    unlink(CGROUP_FILE);
    close(guard->cgroup_parent);
    guard->cgroup_parent = -1;
}
