/* User, groups and capabilities of the new process. Each step answers 0 or an errno. */
#ifndef VIRTCORE_GUARD_CREDENTIALS_H
#define VIRTCORE_GUARD_CREDENTIALS_H

#include "request.h"

int credentials_set_groups(const struct launch *launch);
/* While CAP_SETPCAP is still there. */
int credentials_drop_bounding_set(const struct launch *launch);
int credentials_set_user(const struct launch *launch);
int credentials_keep_capabilities(const struct launch *launch);

#endif
