#define _GNU_SOURCE
#include "credentials.h"

#include <errno.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* By the system calls: the C library's functions signal other threads, and there are none. */
int credentials_set_groups(const struct launch *launch)
{
    const struct vg_launch *m = launch->message;
    if ((m->flags & VG_HAS_GROUPS) && syscall(SYS_setgroups, m->groups.count, launch->groups) != 0)
        return errno;
    if ((m->flags & VG_HAS_GROUP) && syscall(SYS_setresgid, m->group, m->group, m->group) != 0)
        return errno;
    return 0;
}

int credentials_drop_bounding_set(const struct launch *launch)
{
    const struct vg_launch *m = launch->message;
    if (!(m->flags & VG_HAS_CAPABILITIES))
        return 0;
    for (int capability = 0; capability < 64; capability++) {
        int present = prctl(PR_CAPBSET_READ, capability, 0, 0, 0);
        if (present < 0)
            break; /* beyond the kernel's last one */
        if (present == 0 || (m->capabilities >> capability & 1))
            continue;
        /* Without CAP_SETPCAP the set stays; that is as good when exec can give nothing from it. */
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0)
            return errno == EPERM && (m->flags & VG_NO_NEW_PRIVILEGES) ? 0 : errno;
    }
    return 0;
}

int credentials_set_user(const struct launch *launch)
{
    const struct vg_launch *m = launch->message;
    if (!(m->flags & VG_HAS_USER))
        return 0;
    if ((m->flags & VG_HAS_CAPABILITIES) && m->capabilities != 0 && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0)
        return errno;
    return syscall(SYS_setresuid, m->user, m->user, m->user) != 0 ? errno : 0;
}

int credentials_keep_capabilities(const struct launch *launch)
{
    const struct vg_launch *m = launch->message;
    if (!(m->flags & VG_HAS_CAPABILITIES))
        return 0;
    uint32_t low = (uint32_t)m->capabilities, high = (uint32_t)(m->capabilities >> 32);
    struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct data[2] = {
        { .effective = low, .permitted = low, .inheritable = low },
        { .effective = high, .permitted = high, .inheritable = high },
    };
    if (syscall(SYS_capset, &header, data) != 0)
        return errno;
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0)
        return errno;
    /* Ambient ones survive the exec of a plain program by a user other than root. */
    for (int capability = 0; capability < 64; capability++)
        if ((m->capabilities >> capability & 1) && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) != 0)
            return errno;
    return 0;
}
