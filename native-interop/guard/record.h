/* The record: guard.state in the state directory, which is the working directory. Lines of key=value. */
#ifndef VIRTCORE_GUARD_RECORD_H
#define VIRTCORE_GUARD_RECORD_H

#include "protocol.h"

#include <sys/types.h>

#define RECORD_FILE "guard.state"
#define RECORD_TEMPORARY "guard.state.tmp"
#define LOCK_FILE "guard.lock"
#define SOCKET_FILE "guard.sock"

struct record {
    pid_t guard;
    pid_t process;
    uint64_t start_time;
    uint64_t inode;
    uint32_t tier;
    uint32_t decision;
    uint32_t exit_kind;
    int32_t exit_value;
    uint8_t id[VG_ID_LENGTH];
    uint8_t boot_id[VG_ID_LENGTH];
};

/* 0 or an errno. Durable: on disk when it returns 0. After an error the old record stands. */
int record_write(const struct record *record, int durable);
/* 0 when there is none, ECANCELED when it says aborted, EEXIST when it says anything else. */
int record_probe(void);
void record_read_boot_id(uint8_t id[VG_ID_LENGTH]);
/* Field 22 of /proc/PID/stat, or 0. */
uint64_t record_read_start_time(pid_t pid);

#endif
