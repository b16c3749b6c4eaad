/* The cgroup of the process: the one that it was given, or one that is made for it and removed after it. */
#ifndef VIRTCORE_GUARD_CGROUP_H
#define VIRTCORE_GUARD_CGROUP_H

#include "guard.h"

/* In the state directory, from before the cgroup is made until after it is gone: its path, with a line's end once it is whole. */
#define CGROUP_FILE "guard.cgroup"

/* Makes the cgroup that the launch asks for, if it does. 0 or an errno, and then nothing is left of it. */
int cgroup_make(struct guard *guard, const struct launch *launch);
void cgroup_kill(const struct guard *guard);
/* Removes what cgroup_make made, with all that lives in it. When it does not empty within two seconds, it and its note stay for a later host. */
void cgroup_remove(struct guard *guard);
/* Moves the calling process. 0 or an errno. */
int cgroup_join(int cgroup);

#endif
