/* Who speaks with the guard: the lifeline it was started with, and those who connected to guard.sock. */
#define _GNU_SOURCE
#include "guard.h"
#include "kernel.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* A connection that floods has to share the loop with the others. */
#define MESSAGES_A_TURN 32

int64_t connections_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A second pidfd: in the autokill tier the one from clone3 must never leave. It is the right process's when that still lives after the open. */
static int open_process(const struct guard *guard)
{
    int pidfd = guard->phase == DEAD ? -1 : kernel_pidfd_open(guard->record.process);
    if (pidfd >= 0 && guard->record.tier == VG_TIER_AUTOKILL && guard_process_is_dead(guard)) {
        close(pidfd);
        return -1;
    }
    return pidfd;
}

static unsigned attach_pidfds(const struct guard *guard, struct msghdr *header, int pidfds[2])
{
    unsigned count = 0;
    pidfds[0] = open_process(guard);
    pidfds[1] = pidfds[0] < 0 ? -1 : kernel_pidfd_open(guard->record.guard);
    while (count < 2 && pidfds[count] >= 0)
        count++;
    if (count != 2) {
        header->msg_control = NULL;
        header->msg_controllen = 0;
        return count;
    }
    struct cmsghdr *control = CMSG_FIRSTHDR(header);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(control), pidfds, 2 * sizeof(int));
    return count;
}

static void fill(const struct guard *guard, const struct connection *connection, struct vg_answer *answer)
{
    const struct record *record = &guard->record;
    answer->tier = record->tier;
    /* What was cut cannot be committed any more, also before the record says so. */
    answer->decision = record->decision == VG_UNDECIDED && guard->cut ? VG_ABORTED : record->decision;
    memcpy(answer->id, record->id, VG_ID_LENGTH);
    memcpy(answer->boot_id, record->boot_id, VG_ID_LENGTH);
    answer->process = record->process;
    answer->guard = record->guard;
    answer->start_time = record->start_time;
    answer->inode = record->inode;
    answer->exit_kind = record->exit_kind;
    answer->exit_value = record->exit_value;
    answer->armed = (uint32_t)connection->armed;
}

static void close_connection(struct connection *connection)
{
    close(connection->socket);
    memset(connection, 0, sizeof(*connection));
    connection->socket = -1;
}

static void send_answer(struct guard *guard, struct connection *connection, const struct vg_answer *answer, int with_pidfds)
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } control = { .header = { 0 } };
    struct iovec vector = { .iov_base = (void *)answer, .iov_len = sizeof(*answer) };
    struct msghdr header = { .msg_iov = &vector, .msg_iovlen = 1 };
    int pidfds[2];
    unsigned count = 0;
    if (with_pidfds) {
        header.msg_control = &control;
        header.msg_controllen = sizeof(control);
        count = attach_pidfds(guard, &header, pidfds);
    }
    ssize_t sent = sendmsg(connection->socket, &header, MSG_DONTWAIT | MSG_NOSIGNAL);
    int full = sent < 0 && errno == EAGAIN;
    while (count != 0)
        close(pidfds[--count]);
    /* Somebody who asks and never reads. An armed end stays: only its own end may cut it. */
    if (full && !connection->armed && connection != &guard->connections[0])
        close_connection(connection);
}

void connections_send(struct guard *guard, struct connection *connection, uint16_t type, uint64_t serial, int error)
{
    if (connection->socket < 0)
        return;
    struct vg_answer answer = {
        .header = { .magic = VG_MAGIC, .version = VG_VERSION, .type = type, .serial = serial },
        .error = error,
        .step = type == VG_FAILED ? guard->failed_step : VG_STEP_NONE,
    };
    fill(guard, connection, &answer);
    send_answer(guard, connection, &answer, type == VG_STARTED || type == VG_STATUS);
}

/* An armed end may be half closed: its owner waits for the death. */
static void end(struct guard *guard, struct connection *connection)
{
    if (!connection->armed && !connection->asked) {
        close_connection(connection);
        return;
    }
    if (connection->armed)
        guard_cut(guard);
    connection->armed = 0;
    connection->ended = 1;
}

void connections_accept(struct guard *guard)
{
    int socket = accept4(guard->listener, NULL, NULL, SOCK_CLOEXEC);
    if (socket < 0)
        return;
    struct ucred peer;
    socklen_t length = sizeof(peer);
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && (peer.uid == geteuid() || peer.uid == 0)) {
        for (unsigned i = 1; i < GUARD_CONNECTIONS; i++) {
            if (guard->connections[i].socket < 0) {
                guard->connections[i].socket = socket;
                return;
            }
        }
    }
    close(socket);
}

static int arm(struct guard *guard, struct connection *connection, const struct vg_request *request)
{
    if (guard->phase == STARTING)
        return EINPROGRESS;
    if (guard->cut || guard_process_is_dead(guard))
        return ESRCH;
    if (request->lease_ms > VG_MAX_LEASE_MS)
        return EINVAL;
    connection->armed = 1;
    connection->lease_ms = (int64_t)request->lease_ms;
    connection->due_ms = connections_now_ms() + connection->lease_ms;
    return 0;
}

static int renew(struct connection *connection)
{
    if (!connection->armed || connection->lease_ms == 0)
        return EINVAL;
    connection->due_ms = connections_now_ms() + connection->lease_ms;
    return 0;
}

static int commit(struct guard *guard, struct connection *connection, const uint8_t *id)
{
    struct record *record = &guard->record;
    if (guard->phase == STARTING)
        return EINPROGRESS;
    if (record->decision == VG_COMMITTED) {
        if (memcmp(record->id, id, VG_ID_LENGTH) != 0)
            return EEXIST;
        connection->armed = 0;
        return 0;
    }
    if (record->decision == VG_ABORTED || guard->cut || guard_process_is_dead(guard)) {
        guard_cut(guard); /* a dead process is not committed: what was asked next must hear the same */
        return 0;
    }

    struct record committed = *record;
    committed.decision = VG_COMMITTED;
    memcpy(committed.id, id, VG_ID_LENGTH);
    int error = record_write(&committed, 1);
    if (error != 0) {
        /* The directory's fsync may have failed after the rename. Put back what holds; it needs not be durable to be true. */
        (void)record_write(record, 0);
        return error;
    }
    *record = committed;
    for (unsigned i = 0; i < GUARD_CONNECTIONS; i++)
        guard->connections[i].armed = 0;
    return 0;
}

/* 1 when the answer comes later, with the death. */
static int resolve(struct guard *guard, struct connection *connection, const struct vg_request *request, int *error)
{
    struct record *record = &guard->record;
    if (record->decision == VG_COMMITTED) {
        *error = memcmp(record->id, request->id, VG_ID_LENGTH) == 0 ? 0 : EEXIST;
        return 0;
    }
    if (guard->phase == DEAD)
        return 0;
    if (!guard->cut)
        memcpy(record->id, request->id, VG_ID_LENGTH);
    connection->asked = 1;
    connection->serial = request->header.serial;
    guard_cut(guard);
    return 1;
}

static void handle(struct guard *guard, struct connection *connection, const struct vg_request *request)
{
    int error = 0;
    switch (request->header.type) {
    case VG_COMMIT:
        error = commit(guard, connection, request->id);
        break;
    case VG_ARM:
        error = arm(guard, connection, request);
        break;
    case VG_RENEW:
        error = renew(connection);
        break;
    case VG_RESOLVE:
        if (resolve(guard, connection, request, &error))
            return;
        break;
    case VG_KILL:
        guard_cut(guard);
        break;
    case VG_STATUS:
        connections_send(guard, connection, VG_STATUS, request->header.serial, 0);
        return;
    default:
        error = EBADMSG;
        break;
    }
    connections_send(guard, connection, VG_ANSWER, request->header.serial, error);
}

static int is_request(const struct vg_request *request, ssize_t length)
{
    return length == (ssize_t)sizeof(*request) && request->header.magic == VG_MAGIC && request->header.version == VG_VERSION;
}

/* The end is what recv says, after everything that was sent before it; a poll's POLLHUP comes earlier. Descriptors are not taken. */
void connections_receive(struct guard *guard, struct connection *connection)
{
    for (unsigned i = 0; i < MESSAGES_A_TURN && connection->socket >= 0 && !connection->ended; i++) {
        struct vg_request request = { .lease_ms = 0 };
        ssize_t length = recv(connection->socket, &request, sizeof(request), MSG_DONTWAIT | MSG_TRUNC);
        if (length < 0 && (errno == EAGAIN || errno == ENOMEM || errno == ENOBUFS))
            return;
        /* The peer went with an answer unread. That is told once, ahead of what it had sent before. */
        if (length < 0 && (errno == EINTR || errno == ECONNRESET))
            continue;
        if (length < 0 || (length == 0 && kernel_peer_is_gone(connection->socket)))
            end(guard, connection);
        else if (is_request(&request, length))
            handle(guard, connection, &request);
        else
            connections_send(guard, connection, VG_ANSWER,
                length >= (ssize_t)sizeof(request.header) ? request.header.serial : 0, EBADMSG);
    }
}
