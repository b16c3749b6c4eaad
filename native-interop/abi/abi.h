/* What VirtCore.Interop mirrors, as the C compiler of this machine sees it. A live test adds a main that prints sizes, offsets and
 * values, and compares them with the C# types; the guard's own mirrors are compared here, at compile time.
 *
 * The oldest headers that count are those of Linux 5.15 (Ubuntu 22.04). What is newer is repeated below in the kernel's own words, with
 * the version that brought it, and steps aside where the headers have it. Of kvm.h, what the headers lack is left out: recorded answers
 * of the newest headers have it (tests/VirtCore.Tests/Recorded/Kvm). */
#define _GNU_SOURCE
#include "kernel.c" /* the guard's: its mirrors are its own */

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/if_tun.h>
#include <linux/kvm.h>
#include <linux/magic.h>
#include <linux/memfd.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#define _LINUX_FCNTL_H /* pidfd.h asks for the kernel's fcntl.h, which repeats the C library's */
#include <linux/pidfd.h>
#include <linux/neighbour.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <linux/veth.h>
#include <linux/version.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "protocol.h"

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 18, 0) /* include/uapi/linux/if_link.h */
#define IFLA_BRPORT_LOCKED 39
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 0, 0) /* include/uapi/linux/netlink.h */
#define NLMSGERR_ATTR_MISS_TYPE 5
#define NLMSGERR_ATTR_MISS_NEST 6
#endif

/* Linux 6.3, include/uapi/linux/memfd.h */
#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/* Linux 6.9, include/uapi/linux/magic.h */
#ifndef PID_FS_MAGIC
#define PID_FS_MAGIC 0x50494446
#endif

/* Linux 7.1, include/uapi/linux/sched.h */
#ifndef CLONE_AUTOREAP
#define CLONE_AUTOREAP (1ULL << 34)
#define CLONE_NNP (1ULL << 35)
#define CLONE_PIDFD_AUTOKILL (1ULL << 36)
#endif

/* Linux 6.13, include/uapi/linux/pidfd.h; exit_code took the place of spare0 in 6.15 */
#ifndef PIDFD_GET_INFO
struct pidfd_info {
    __u64 mask;
    __u64 cgroupid;
    __u32 pid;
    __u32 tgid;
    __u32 ppid;
    __u32 ruid;
    __u32 rgid;
    __u32 euid;
    __u32 egid;
    __u32 suid;
    __u32 sgid;
    __u32 fsuid;
    __u32 fsgid;
    __s32 exit_code;
};
#define PIDFD_GET_INFO _IOWR(0xFF, 11, struct pidfd_info)
#elif !defined(PIDFD_INFO_EXIT)
#define exit_code spare0[0]
#endif
#ifndef PIDFD_INFO_EXIT
#define PIDFD_INFO_EXIT (1UL << 3)
#endif

#define SAME(a, b) _Static_assert((a) == (b), #a " is not " #b)
#define SAME_FIELD(ours, ours_field, theirs, theirs_field)            \
    SAME(offsetof(ours, ours_field), offsetof(theirs, theirs_field)); \
    SAME(sizeof(((ours *)0)->ours_field), sizeof(((theirs *)0)->theirs_field))

SAME(VG_CLONE_PIDFD, CLONE_PIDFD);
SAME(VG_CLONE_INTO_CGROUP, CLONE_INTO_CGROUP);
SAME(VG_CLONE_AUTOREAP, CLONE_AUTOREAP);
SAME(VG_CLONE_NNP, CLONE_NNP);
SAME(VG_CLONE_PIDFD_AUTOKILL, CLONE_PIDFD_AUTOKILL);
SAME(VG_PID_FS_MAGIC, PID_FS_MAGIC);
SAME(VG_CGROUP2_MAGIC, CGROUP2_SUPER_MAGIC);
SAME(SYS_close_range, __NR_close_range);

SAME(sizeof(struct clone_arguments), CLONE_ARGS_SIZE_VER2);
SAME_FIELD(struct clone_arguments, flags, struct clone_args, flags);
SAME_FIELD(struct clone_arguments, pidfd, struct clone_args, pidfd);
SAME_FIELD(struct clone_arguments, exit_signal, struct clone_args, exit_signal);
SAME_FIELD(struct clone_arguments, set_tid, struct clone_args, set_tid);
SAME_FIELD(struct clone_arguments, cgroup, struct clone_args, cgroup);

/* The kernel takes every size of this struct, so what it has grown by since does not matter: PIDFD_INFO_SIZE_VER0 is 64. */
SAME(sizeof(struct pidfd_information), 64);
SAME_FIELD(struct pidfd_information, mask, struct pidfd_info, mask);
SAME_FIELD(struct pidfd_information, fsgid, struct pidfd_info, fsgid);
SAME_FIELD(struct pidfd_information, exit_code, struct pidfd_info, exit_code);
SAME(_IOC_NR(PIDFD_GET_INFORMATION), _IOC_NR(PIDFD_GET_INFO));
SAME(_IOC_TYPE(PIDFD_GET_INFORMATION), _IOC_TYPE(PIDFD_GET_INFO));
SAME(_IOC_DIR(PIDFD_GET_INFORMATION), _IOC_DIR(PIDFD_GET_INFO));
SAME(PIDFD_INFORMATION_EXIT, PIDFD_INFO_EXIT);
