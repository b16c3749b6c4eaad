/* The guard's life: start, wait, judge, write down, end. */
#define _GNU_SOURCE
#include "guard.h"
#include "cgroup.h"
#include "kernel.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

void guard_cut(struct guard *guard)
{
    if (guard->phase == DEAD)
        return;
    guard->cut = 1;
    kernel_pidfd_kill(guard->pidfd);
    cgroup_kill(guard);
}

int guard_process_is_dead(const struct guard *guard)
{
    struct pollfd poller = { .fd = guard->pidfd, .events = POLLIN };
    return guard->phase == DEAD || poll(&poller, 1, 0) > 0;
}

/* The lifeline that the launch came with. */
static struct connection *owner(struct guard *guard)
{
    return &guard->connections[0];
}

/* What happened on the way to exec. The end of the socket is the exec, or the child's death before it. */
static void follow_start(struct guard *guard)
{
    struct progress progress;
    ssize_t length;
    for (;;) {
        length = recv(guard->sync, &progress, sizeof(progress), MSG_DONTWAIT);
        if (length < 0 && (errno == EINTR || errno == ECONNRESET))
            continue; /* told once, when the child died with its word unread */
        if (length != (ssize_t)sizeof(progress))
            break;
        if (progress.step != VG_STEP_READY) {
            guard->failed_step = progress.step;
            guard->failed_error = progress.error;
            continue;
        }
        int error = record_write(&guard->record, 0);
        if (error == 0 && send(guard->sync, "", 1, MSG_NOSIGNAL) == 1) {
            guard->ready = 1;
        } else if (error != 0) {
            guard->failed_step = VG_STEP_RECORD;
            guard->failed_error = error;
            guard_cut(guard);
        }
    }
    if (length < 0 && errno == EAGAIN)
        return;

    close(guard->sync);
    guard->sync = -1;
    if (guard->failed_step == VG_STEP_NONE && guard->cut) {
        guard->failed_step = VG_STEP_CUT;
        guard->failed_error = ECANCELED;
    } else if (guard->failed_step == VG_STEP_NONE && !guard->ready) {
        guard->failed_step = VG_STEP_DIED;
    }
    if (guard->failed_step != VG_STEP_NONE)
        return; /* its death follows */
    guard->phase = RUNNING;
    request_drop_arena();
    connections_send(guard, owner(guard), VG_STARTED, guard->launch_serial, 0);
}

static void reap(struct guard *guard)
{
    struct record *record = &guard->record;
    int status;
    record->exit_kind = VG_UNKNOWN;
    if (record->tier == VG_TIER_AUTOKILL) {
        if (kernel_pidfd_exit(guard->pidfd, &status) != 0)
            return;
        record->exit_kind = WIFEXITED(status) ? VG_CODE : VG_SIGNAL;
        record->exit_value = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
        return;
    }
    siginfo_t information = { 0 };
    int result;
    while ((result = waitid(P_PIDFD, (id_t)guard->pidfd, &information, WEXITED)) != 0 && errno == EINTR)
        ;
    if (result != 0)
        return;
    record->exit_kind = information.si_code == CLD_EXITED ? VG_CODE : VG_SIGNAL;
    record->exit_value = information.si_status;
}

/* The death of a process that never got to its exec: nothing is to be left of it, unless somebody asked and was told Aborted. */
static void end_failed_start(struct guard *guard)
{
    int asked = 0;
    cgroup_remove(guard);
    for (unsigned i = 0; i < GUARD_CONNECTIONS; i++)
        asked |= guard->connections[i].asked;
    if (asked) {
        guard->record.decision = VG_ABORTED;
        (void)record_write(&guard->record, 1);
        unlink(SOCKET_FILE);
    } else {
        start_remove_files(guard);
    }
}

/* Killed before anything is written, so a full disk cannot keep a process alive. Nothing can commit after the cut, so the record
 * may follow; should it fail, undecided and dead is read as Aborted. */
static void record_end(struct guard *guard)
{
    int decides = guard->record.decision == VG_UNDECIDED;
    if (decides)
        guard->record.decision = VG_ABORTED;
    (void)record_write(&guard->record, decides);
    cgroup_remove(guard);
    unlink(SOCKET_FILE);
}

static void tell_end(struct guard *guard, int failed)
{
    close(guard->lock); /* who is told may take it at once */
    for (unsigned i = 0; i < GUARD_CONNECTIONS; i++) {
        struct connection *connection = &guard->connections[i];
        if (connection->asked)
            connections_send(guard, connection, VG_ANSWER, connection->serial, 0);
        if (connection->socket >= 0)
            connections_receive(guard, connection);
        if (failed && connection == owner(guard))
            connections_send(guard, connection, VG_FAILED, guard->launch_serial, guard->failed_error);
        else
            connections_send(guard, connection, VG_EXITED, 0, 0);
    }
}

static void end_process(struct guard *guard)
{
    if (guard->sync >= 0)
        follow_start(guard);
    int failed = guard->phase == STARTING;
    if (guard->cgroup >= 0)
        guard_cut(guard); /* helpers do not outlive what they help */
    reap(guard);
    guard->phase = DEAD;
    if (failed)
        end_failed_start(guard);
    else
        record_end(guard);
    tell_end(guard, failed);
    _exit(0);
}

static int next_timeout(const struct guard *guard)
{
    int64_t nearest = -1, now = connections_now_ms();
    for (unsigned i = 0; i < GUARD_CONNECTIONS; i++) {
        const struct connection *connection = &guard->connections[i];
        if (!connection->armed || connection->lease_ms == 0 || guard->cut)
            continue;
        int64_t left = connection->due_ms > now ? connection->due_ms - now : 0;
        if (nearest < 0 || left < nearest)
            nearest = left;
    }
    return nearest > INT32_MAX ? INT32_MAX : (int)nearest;
}

static void expire_leases(struct guard *guard)
{
    int64_t now = connections_now_ms();
    for (unsigned i = 0; i < GUARD_CONNECTIONS && !guard->cut; i++) {
        struct connection *connection = &guard->connections[i];
        if (connection->armed && connection->lease_ms != 0 && connection->due_ms <= now)
            guard_cut(guard);
    }
}

/* Poll's slots: the pidfd, the child's socket, the listener, then the connections. -1 is a slot that poll skips. */
enum { SLOT_PIDFD, SLOT_SYNC, SLOT_LISTENER, SLOT_CONNECTIONS, SLOTS = SLOT_CONNECTIONS + GUARD_CONNECTIONS };

static void wait_for_events(struct guard *guard)
{
    struct pollfd slots[SLOTS];
    int room = 0;
    for (unsigned i = 0; i < GUARD_CONNECTIONS; i++) {
        const struct connection *connection = &guard->connections[i];
        slots[SLOT_CONNECTIONS + i] = (struct pollfd) { .fd = connection->ended ? -1 : connection->socket, .events = POLLIN };
        room |= i != 0 && connection->socket < 0;
    }
    slots[SLOT_PIDFD] = (struct pollfd) { .fd = guard->pidfd, .events = POLLIN };
    slots[SLOT_SYNC] = (struct pollfd) { .fd = guard->sync, .events = POLLIN };
    slots[SLOT_LISTENER] = (struct pollfd) { .fd = room ? guard->listener : -1, .events = POLLIN };
    if (poll(slots, SLOTS, next_timeout(guard)) < 0)
        return;

    /* What was asked before the process died is answered before the death is; a renewal counts before its expiry. */
    for (unsigned i = 0; i < GUARD_CONNECTIONS; i++)
        if (slots[SLOT_CONNECTIONS + i].revents != 0)
            connections_receive(guard, &guard->connections[i]);
    if (slots[SLOT_SYNC].revents != 0)
        follow_start(guard);
    if (slots[SLOT_PIDFD].revents != 0)
        end_process(guard);
    if (slots[SLOT_LISTENER].revents != 0)
        connections_accept(guard);
    expire_leases(guard);
}

static void adopt_lifeline(struct guard *guard, const struct launch *launch)
{
    *owner(guard) = (struct connection) {
        .socket = launch->lifeline,
        .armed = 1,
        .lease_ms = (int64_t)launch->message->lease_ms,
        .due_ms = connections_now_ms() + (int64_t)launch->message->lease_ms,
    };
}

void guard_run(struct launch *launch, const struct origin *origin)
{
    static struct guard guard;
    guard = (struct guard) { .pidfd = -1, .sync = -1, .listener = -1, .lock = -1, .cgroup = launch->cgroup, .cgroup_parent = -1 };
    for (unsigned i = 0; i < GUARD_CONNECTIONS; i++)
        guard.connections[i].socket = -1;
    guard.record.guard = getpid();
    guard.launch_serial = launch->message->header.serial;
    adopt_lifeline(&guard, launch);

    setsid();
    kernel_reset_signals(); /* SIGCHLD above all: ignored, it would take the child's exit status */
    kernel_ignore_signal(SIGTERM);
    kernel_ignore_signal(SIGINT);
    kernel_ignore_signal(SIGHUP);
    kernel_ignore_signal(SIGPIPE);

    if (start_process(&guard, launch, origin) != 0) {
        cgroup_remove(&guard);
        start_remove_files(&guard);
        if (guard.lock >= 0)
            close(guard.lock); /* who is told may take it at once */
        guard.phase = DEAD;
        connections_send(&guard, owner(&guard), VG_FAILED, guard.launch_serial, guard.failed_error);
        _exit(0);
    }
    close(launch->state_directory);
    for (unsigned i = 0; i < launch->message->targets.count; i++)
        close(launch->passed[i]);
    for (;;)
        wait_for_events(&guard);
}
