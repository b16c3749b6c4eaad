/* What the new process does between clone3 and exec. */
#ifndef VIRTCORE_GUARD_CHILD_H
#define VIRTCORE_GUARD_CHILD_H

#include "request.h"

#include <sys/types.h>

/* From the child to the guard, over a socket that exec closes. */
struct progress {
    uint32_t step;
    int32_t error;
};

/* How the launcher's own process was before it changed itself; the child goes back to it. */
struct origin {
    mode_t umask;
    int oom_score;
    int oom_score_changed;
};

struct child {
    const struct launch *launch;
    const struct origin *origin;
    pid_t guard;
    int sync;
    int autokill;
    int joins; /* the cgroup that it was not born into, or -1 */
};

void child_run(const struct child *child) __attribute__((noreturn));

#endif
