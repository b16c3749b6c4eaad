/* A launch request, checked. Its strings and arrays point into the arena. */
#ifndef VIRTCORE_GUARD_REQUEST_H
#define VIRTCORE_GUARD_REQUEST_H

#include "protocol.h"

struct launch {
    const struct vg_launch *message;
    const char *file;
    const char *directory; /* NULL: the state directory */
    char **arguments;
    char **environment;
    const uint32_t *groups;
    const struct vg_limit *limits;
    const int32_t *targets;
    int lifeline;
    int state_directory;
    int cgroup; /* -1: none is given */
    int cgroup_parent; /* -1: none is to be made */
    const char *cgroup_path; /* NULL: none is to be made */
    int *passed;
    int descriptors[VG_MAX_DESCRIPTORS];
    unsigned descriptor_count;
};

/* Takes one message. 1: a request; 0: the end; -1: a bad request, with its serial; -2: nothing (try again). */
int request_receive(int socket, struct launch *launch, uint64_t *serial);
void request_close_descriptors(struct launch *launch);
/* Gives the arena's pages back. Nothing in the request is valid after it. */
void request_drop_arena(void);

#endif
