/* The guard: parent, keeper and judge of one process. */
#ifndef VIRTCORE_GUARD_GUARD_H
#define VIRTCORE_GUARD_GUARD_H

#include "child.h"
#include "record.h"
#include "request.h"

#define GUARD_CONTROLS 8
#define GUARD_CONNECTIONS (1 + GUARD_CONTROLS) /* the lifeline that it was started with, and those who connected */

enum phase {
    STARTING, /* cloned, not yet past exec */
    RUNNING,
    DEAD, /* reaped and on record */
};

struct connection {
    int socket; /* -1: free */
    int armed;  /* its end kills */
    int asked;  /* waits for the answer of a resolve */
    int ended;  /* has said its last word, and hears how the process that it cut ends */
    uint64_t serial;
    int64_t lease_ms; /* 0: none */
    int64_t due_ms;
};

struct guard {
    struct record record;
    enum phase phase;
    int cut;  /* killed by us: nothing can commit any more */
    int ready; /* the child has asked for its exec */
    uint32_t failed_step;
    int32_t failed_error;
    uint64_t launch_serial;
    int pidfd;
    int sync;
    int listener;
    int lock;
    int cgroup;
    int cgroup_parent; /* -1: the cgroup is not ours to remove */
    char cgroup_name[VG_MAX_NAME + 1];
    struct connection connections[GUARD_CONNECTIONS];
};

/* Never returns. The launch's descriptors are the only ones open beside 0, 1 and 2. */
void guard_run(struct launch *launch, const struct origin *origin) __attribute__((noreturn));

/* guard.c */
void guard_cut(struct guard *guard);
int guard_process_is_dead(const struct guard *guard);

/* start.c: everything up to a child that is on its way to exec. 0, or the failed step with its errno in the guard. */
int start_process(struct guard *guard, struct launch *launch, const struct origin *origin);
void start_remove_files(const struct guard *guard);

/* connections.c */
void connections_receive(struct guard *guard, struct connection *connection);
void connections_accept(struct guard *guard);
void connections_send(struct guard *guard, struct connection *connection, uint16_t type, uint64_t serial, int error);
int64_t connections_now_ms(void);

#endif
