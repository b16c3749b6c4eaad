#define _GNU_SOURCE
#include "request.h"
#include "kernel.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* All of a request's memory. There is no heap: what does not fit here is refused. */
static struct {
    unsigned char message[VG_MAX_REQUEST];
    char *strings[VG_MAX_STRINGS + 2]; /* two vectors, each with its NULL */
} arena __attribute__((aligned(4096)));

static int in_bounds(const struct vg_part *part, uint32_t total, uint32_t limit)
{
    if (part->zero != 0 || part->count > limit)
        return 0;
    if (part->count == 0)
        return part->length == 0;
    return part->offset >= sizeof(struct vg_launch) && part->offset <= total && part->length <= total - part->offset;
}

static const void *array(const struct vg_part *part, uint32_t total, uint32_t limit, uint32_t element)
{
    if (!in_bounds(part, total, limit) || part->length != part->count * element || (part->count != 0 && part->offset % 8 != 0))
        return NULL;
    return arena.message + (part->count == 0 ? 0 : part->offset);
}

/* Splits strings into a NULL-terminated vector. 0 when their number or their last NUL is not as announced. */
static int strings(const struct vg_part *part, uint32_t total, uint32_t limit, char **vector)
{
    if (!in_bounds(part, total, limit))
        return 0;
    uint32_t found = 0;
    if (part->count != 0) {
        char *next = (char *)arena.message + part->offset;
        char *end = next + part->length;
        if (part->length == 0 || end[-1] != '\0')
            return 0;
        while (next < end) {
            if (found == part->count)
                return 0;
            vector[found++] = next;
            next += strlen(next) + 1;
        }
    }
    vector[found] = NULL;
    return found == part->count;
}

static int limits_are_sane(const struct vg_limit *limits, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (limits[i].resource >= VG_MAX_LIMITS || limits[i].zero != 0 || limits[i].soft > limits[i].hard)
            return 0;
    return 1;
}

static int targets_are_sane(const int32_t *targets, uint32_t count)
{
    uint64_t seen[(VG_MAX_TARGET + 1) / 64] = { 0 };
    for (uint32_t i = 0; i < count; i++) {
        if (targets[i] < 0 || targets[i] > VG_MAX_TARGET || (seen[targets[i] / 64] >> (targets[i] % 64) & 1))
            return 0;
        seen[targets[i] / 64] |= 1ull << (targets[i] % 64);
    }
    return 1;
}

static int is_lifeline(int descriptor)
{
    int domain, type;
    socklen_t length = sizeof(domain);
    if (getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &length) != 0 || domain != AF_UNIX)
        return 0;
    length = sizeof(type);
    return getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_SEQPACKET;
}

static int is_directory(int descriptor)
{
    struct stat status;
    return fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
}

static int is_cgroup(int descriptor)
{
    struct statfs status;
    return is_directory(descriptor) && fstatfs(descriptor, &status) == 0 && status.f_type == VG_CGROUP2_MAGIC;
}

/* Of a cgroup that is to be made: absolute, in one line, and its last name can be a directory's. */
static int is_cgroup_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (path[0] != '/' || strchr(path, '\n') != NULL || strlen(path) > VG_MAX_CGROUP_PATH)
        return 0;
    size_t length = strlen(slash + 1);
    return length != 0 && length <= VG_MAX_NAME && strcmp(slash, "/.") != 0 && strcmp(slash, "/..") != 0;
}

/* The scalars, before anything that they govern is looked at. */
static int scalars_are_sane(const struct vg_launch *m, size_t length)
{
    return m->header.magic == VG_MAGIC && m->header.version == VG_VERSION && m->header.type == VG_LAUNCH && m->total_length == length
        && (m->flags & ~(uint32_t)VG_ALL_FLAGS) == 0 && m->minimum_tier >= VG_TIER_PARENT_DEATH && m->minimum_tier <= VG_TIER_AUTOKILL
        && (m->flags & (VG_HAS_CGROUP | VG_MAKE_CGROUP)) != (VG_HAS_CGROUP | VG_MAKE_CGROUP)
        && m->oom_score >= -1000 && m->oom_score <= 1000 && m->lease_ms <= VG_MAX_LEASE_MS;
}

static int parse(struct launch *launch, size_t length)
{
    const struct vg_launch *m = (const struct vg_launch *)arena.message;
    uint32_t total = (uint32_t)length;
    if (length < sizeof(*m) || !scalars_are_sane(m, length))
        return 0;

    char *single[2];
    if (m->file.count != 1 || !strings(&m->file, total, 1, single) || single[0][0] != '/')
        return 0;
    launch->file = single[0];
    if (!strings(&m->directory, total, 1, single) || (single[0] != NULL && single[0][0] != '/'))
        return 0;
    launch->directory = single[0];
    if (!strings(&m->cgroup, total, 1, single) || (single[0] != NULL) != ((m->flags & VG_MAKE_CGROUP) != 0))
        return 0;
    launch->cgroup_path = single[0];
    if (launch->cgroup_path != NULL && !is_cgroup_path(launch->cgroup_path))
        return 0;

    launch->arguments = arena.strings;
    if (m->arguments.count == 0 || !strings(&m->arguments, total, VG_MAX_STRINGS, launch->arguments))
        return 0;
    launch->environment = arena.strings + m->arguments.count + 1;
    if (!strings(&m->environment, total, VG_MAX_STRINGS - m->arguments.count, launch->environment))
        return 0;

    launch->groups = array(&m->groups, total, VG_MAX_GROUPS, sizeof(uint32_t));
    launch->limits = array(&m->limits, total, VG_MAX_LIMITS, sizeof(struct vg_limit));
    launch->targets = array(&m->targets, total, VG_MAX_DESCRIPTORS, sizeof(int32_t));
    if (launch->groups == NULL || launch->limits == NULL || launch->targets == NULL)
        return 0;
    if (!limits_are_sane(launch->limits, m->limits.count) || !targets_are_sane(launch->targets, m->targets.count))
        return 0;

    unsigned own = (m->flags & (VG_HAS_CGROUP | VG_MAKE_CGROUP)) ? 3 : 2;
    if (launch->descriptor_count != own + m->targets.count)
        return 0;
    launch->lifeline = launch->descriptors[0];
    launch->state_directory = launch->descriptors[1];
    launch->cgroup = (m->flags & VG_HAS_CGROUP) ? launch->descriptors[2] : -1;
    launch->cgroup_parent = (m->flags & VG_MAKE_CGROUP) ? launch->descriptors[2] : -1;
    launch->passed = launch->descriptors + own;
    launch->message = m;
    return is_lifeline(launch->lifeline) && is_directory(launch->state_directory) && (own == 2 || is_cgroup(launch->descriptors[2]));
}

static void take_descriptors(struct msghdr *header, struct launch *launch)
{
    for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control != NULL; control = CMSG_NXTHDR(header, control)) {
        if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(control) + i * sizeof(int), sizeof(int));
            if (launch->descriptor_count < VG_MAX_DESCRIPTORS)
                launch->descriptors[launch->descriptor_count++] = descriptor;
            else
                close(descriptor);
        }
    }
}

int request_receive(int socket, struct launch *launch, uint64_t *serial)
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int) * VG_MAX_DESCRIPTORS)];
    } control;
    struct iovec vector = { .iov_base = arena.message, .iov_len = sizeof(arena.message) };
    struct msghdr header = { .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };

    memset(launch, 0, offsetof(struct launch, descriptors));
    launch->descriptor_count = 0;
    *serial = 0;
    ssize_t length = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    if (length < 0) /* ECONNRESET is told once, ahead of what is still queued and of the end */
        return errno == EINTR || errno == EAGAIN || errno == ECONNRESET || errno == ENOBUFS || errno == ENOMEM ? -2 : 0;
    take_descriptors(&header, launch);
    if (length == 0 && launch->descriptor_count == 0 && kernel_peer_is_gone(socket))
        return 0;
    if ((size_t)length >= sizeof(struct vg_header))
        *serial = ((const struct vg_header *)arena.message)->serial;
    if (!(header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) && parse(launch, (size_t)length))
        return 1;
    return -1;
}

void request_close_descriptors(struct launch *launch)
{
    for (unsigned i = 0; i < launch->descriptor_count; i++)
        close(launch->descriptors[i]);
    launch->descriptor_count = 0;
}

void request_drop_arena(void)
{
    madvise(&arena, sizeof(arena), MADV_DONTNEED);
}
