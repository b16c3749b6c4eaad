/* What the kernel has and older headers do not. */
#ifndef VIRTCORE_GUARD_KERNEL_H
#define VIRTCORE_GUARD_KERNEL_H

#include <stdint.h>
#include <sys/types.h>

#define VG_CLONE_PIDFD 0x1000ull
#define VG_CLONE_INTO_CGROUP (1ull << 33)
#define VG_CLONE_AUTOREAP (1ull << 34)       /* Linux 7.1 */
#define VG_CLONE_NNP (1ull << 35)            /* Linux 7.1 */
#define VG_CLONE_PIDFD_AUTOKILL (1ull << 36) /* Linux 7.1 */
#define VG_PID_FS_MAGIC 0x50494446
#define VG_CGROUP2_MAGIC 0x63677270

/* clone3 as fork: 0 in the child, the pid in the parent, or the negative errno. */
pid_t kernel_clone(uint64_t flags, int exit_signal, int *pidfd, int cgroup);
int kernel_pidfd_open(pid_t pid);
int kernel_pidfd_kill(int pidfd);
int kernel_close_range(unsigned first, unsigned last, unsigned flags);
/* The wait status of a dead process that the kernel reaps itself, from PIDFD_GET_INFO (Linux 6.15). 0 when it is known. */
int kernel_pidfd_exit(int pidfd, int *status);
/* Tells the end from an empty message, which reads as 0 bytes too. */
int kernel_peer_is_gone(int socket);
/* All signals to their default, none blocked. */
void kernel_reset_signals(void);
void kernel_ignore_signal(int signal);

#endif
