#ifndef VIRTCORE_GUARD_LAUNCHER_H
#define VIRTCORE_GUARD_LAUNCHER_H

/* Serves the host's socket until its end. */
int launcher_run(void);

#endif
