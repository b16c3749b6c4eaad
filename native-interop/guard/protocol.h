/* What is said on the guard's sockets. Mirrored by VirtCore.Interop/Uapi/Guard*.cs; a test compares both by compiler.
 *
 * All sockets are AF_UNIX SOCK_SEQPACKET: one message is one struct. Integers are the machine's own. */
#ifndef VIRTCORE_GUARD_PROTOCOL_H
#define VIRTCORE_GUARD_PROTOCOL_H

#include <stdint.h>

#define VG_MAGIC 0x31444756u /* "VGD1" */
#define VG_VERSION 1

#define VG_MAX_REQUEST 131072u   /* bytes of a launch request */
#define VG_MAX_STRINGS 4096u     /* arguments and environment together */
#define VG_MAX_GROUPS 1024u
#define VG_MAX_LIMITS 16u
#define VG_MAX_DESCRIPTORS 253u  /* SCM_MAX_FD */
#define VG_MAX_TARGET 1023       /* highest number a passed descriptor can have */
#define VG_MAX_NAME 255u        /* NAME_MAX */
#define VG_MAX_CGROUP_PATH 4095u /* bytes, without the NUL */
#define VG_MAX_LEASE_MS 3153600000000ull

#define VG_HOST_SOCKET 3         /* where the launcher finds its socket */
#define VG_ID_LENGTH 16

enum vg_type {
    VG_LAUNCH = 1,  /* host to launcher: struct vg_launch, with descriptors */
    VG_COMMIT = 2,  /* to the guard: struct vg_request */
    VG_ARM = 3,
    VG_RENEW = 4,
    VG_RESOLVE = 5,
    VG_KILL = 6,
    VG_STATUS = 7,  /* answered by VG_STATUS, with pidfds as VG_STARTED has them */
    VG_HELLO = 32,   /* launcher to host: struct vg_answer */
    VG_REFUSED = 33, /* launcher to host: the request was bad, or could not be forked for */
    VG_STARTED = 34, /* guard to the lifeline, with pidfds of the process and of the guard */
    VG_FAILED = 35,  /* guard to the lifeline: step and error */
    VG_ANSWER = 36,  /* guard to whoever asked */
    VG_EXITED = 37,  /* guard to everybody */
};

enum vg_step {
    VG_STEP_NONE = 0,
    VG_STEP_REQUEST,
    VG_STEP_FORK,
    VG_STEP_LIFELINE,
    VG_STEP_STATE_DIRECTORY,
    VG_STEP_LOCK,
    VG_STEP_RECORD,
    VG_STEP_SOCKET,
    VG_STEP_TIER,
    VG_STEP_CLONE,
    VG_STEP_SESSION,
    VG_STEP_SIGNALS,
    VG_STEP_OOM_SCORE,
    VG_STEP_DESCRIPTORS,
    VG_STEP_RESOURCE_LIMIT,
    VG_STEP_GROUPS,
    VG_STEP_BOUNDING_SET,
    VG_STEP_USER,
    VG_STEP_CAPABILITIES,
    VG_STEP_WORKING_DIRECTORY,
    VG_STEP_PARENT_DEATH,
    VG_STEP_NO_NEW_PRIVILEGES,
    VG_STEP_PRIVILEGED_PROGRAM,
    VG_STEP_EXEC,
    VG_STEP_CUT,
    VG_STEP_DIED,
    VG_STEP_CGROUP,
    VG_STEP_READY = 100, /* child to guard: all is set, waiting for the word to exec */
};

enum vg_flags {
    VG_HAS_USER = 1,
    VG_HAS_GROUP = 2,
    VG_HAS_GROUPS = 4,
    VG_HAS_CAPABILITIES = 8,
    VG_HAS_OOM_SCORE = 16,
    VG_HAS_CGROUP = 32,
    VG_NO_NEW_PRIVILEGES = 64,
    VG_MAKE_CGROUP = 128,
    VG_ALL_FLAGS = 255,
};

enum vg_tier { VG_TIER_PARENT_DEATH = 1, VG_TIER_AUTOKILL = 2 };
enum vg_decision { VG_UNDECIDED = 0, VG_ABORTED = 1, VG_COMMITTED = 2 };
enum vg_exit { VG_RUNNING = 0, VG_CODE = 1, VG_SIGNAL = 2, VG_UNKNOWN = 3 };

struct vg_header {
    uint32_t magic;
    uint16_t version;
    uint16_t type;
    uint64_t serial; /* echoed by the answer */
};

/* A part of a launch request, behind the struct. Strings: `count` of them, each with its NUL, `length` bytes in all.
 * Arrays: 8-byte aligned, `length` is exactly `count` elements. */
struct vg_part {
    uint32_t offset;
    uint32_t length;
    uint32_t count;
    uint32_t zero;
};

struct vg_limit {
    uint32_t resource;
    uint32_t zero;
    uint64_t soft;
    uint64_t hard;
};

/* Its descriptors, in this order: the guard's end of the lifeline, the state directory, the cgroup if VG_HAS_CGROUP or
 * the one that is to be above it if VG_MAKE_CGROUP, then one for each number in `targets`. */
struct vg_launch {
    struct vg_header header;
    uint32_t total_length;
    uint32_t flags;
    uint32_t user;
    uint32_t group;
    uint64_t capabilities;
    int32_t oom_score;
    uint32_t minimum_tier;
    uint64_t lease_ms; /* 0: none */
    struct vg_part file;
    struct vg_part directory; /* none: the state directory */
    struct vg_part arguments; /* argv[0] first */
    struct vg_part environment;
    struct vg_part groups;  /* uint32_t */
    struct vg_part limits;  /* struct vg_limit */
    struct vg_part targets; /* int32_t */
    struct vg_part cgroup;  /* if VG_MAKE_CGROUP: its path below the hierarchy's root. The last name is the new one's */
};

struct vg_request {
    struct vg_header header;
    uint8_t id[VG_ID_LENGTH]; /* of a commit or a resolve */
    uint64_t lease_ms;        /* of an arm */
};

struct vg_answer {
    struct vg_header header;
    int32_t error; /* errno, 0 when it was done */
    uint32_t step;
    uint32_t decision;
    uint32_t tier;
    uint8_t id[VG_ID_LENGTH];      /* of the decision */
    uint8_t boot_id[VG_ID_LENGTH]; /* in the order of its text */
    int32_t process;
    int32_t guard;
    uint64_t start_time;
    uint64_t inode; /* of the process's pidfds; 0 before Linux 6.9 */
    uint32_t exit_kind;
    int32_t exit_value;
    uint32_t armed; /* whether the asker's end is armed */
    uint32_t zero;
};

#endif
