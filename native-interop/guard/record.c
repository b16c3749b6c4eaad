#define _GNU_SOURCE
#include "record.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void line(struct text *text, const char *key, int64_t value)
{
    text_string(text, key);
    text_number(text, value);
    text_string(text, "\n");
}

static void format(struct text *text, const struct record *record)
{
    static const char *const decisions[] = { "undecided", "aborted", "committed" };
    static const char *const exits[] = { "running", "code ", "signal ", "unknown" };
    text_string(text, "virtcore-guard=1\nboot=");
    text_uuid(text, record->boot_id);
    text_string(text, "\n");
    line(text, "guard=", record->guard);
    line(text, "process=", record->process);
    line(text, "start=", (int64_t)record->start_time);
    line(text, "inode=", (int64_t)record->inode);
    text_string(text, record->tier == VG_TIER_AUTOKILL ? "tier=autokill\n" : "tier=parent-death\n");
    text_string(text, "exit=");
    text_string(text, exits[record->exit_kind]);
    if (record->exit_kind == VG_CODE || record->exit_kind == VG_SIGNAL)
        text_number(text, record->exit_value);
    text_string(text, "\ndecision=");
    text_string(text, decisions[record->decision]);
    text_string(text, "\nid=");
    text_uuid(text, record->id);
    text_string(text, "\n");
}

static int write_all(int file, const char *bytes, size_t length)
{
    while (length != 0) {
        ssize_t count = write(file, bytes, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count < 0 ? errno : EIO;
        bytes += count;
        length -= (size_t)count;
    }
    return 0;
}

static int write_temporary(const char *bytes, size_t length, int durable)
{
    int file = open(RECORD_TEMPORARY, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return errno;
    int error = write_all(file, bytes, length);
    if (error == 0 && durable && fsync(file) != 0)
        error = errno;
    if (close(file) != 0 && error == 0) /* NFS and quotas tell late */
        error = errno;
    return error;
}

static int sync_directory(void)
{
    int directory = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return errno;
    int error = fsync(directory) != 0 ? errno : 0;
    close(directory);
    return error;
}

int record_write(const struct record *record, int durable)
{
    char bytes[512];
    struct text text = { .bytes = bytes, .size = sizeof(bytes) };
    format(&text, record);
    int error = text.full ? EOVERFLOW : write_temporary(bytes, text.length, durable);
    if (error == 0 && rename(RECORD_TEMPORARY, RECORD_FILE) != 0)
        error = errno;
    if (error != 0) {
        unlink(RECORD_TEMPORARY);
        return error;
    }
    return durable ? sync_directory() : 0;
}

static ssize_t read_file(const char *path, char *bytes, size_t size)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return -1;
    size_t length = 0;
    while (length < size) {
        ssize_t count = read(file, bytes + length, size - length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        length += (size_t)count;
    }
    close(file);
    return (ssize_t)length;
}

int record_probe(void)
{
    char bytes[1024];
    ssize_t length = read_file(RECORD_FILE, bytes, sizeof(bytes) - 1);
    if (length < 0)
        return errno == ENOENT ? 0 : errno;
    bytes[length] = '\0';
    return strstr(bytes, "\ndecision=aborted\n") != NULL ? ECANCELED : EEXIST;
}

void record_read_boot_id(uint8_t id[VG_ID_LENGTH])
{
    char bytes[64];
    ssize_t length = read_file("/proc/sys/kernel/random/boot_id", bytes, sizeof(bytes));
    if (length <= 0 || !text_parse_uuid(bytes, (size_t)length, id))
        memset(id, 0, VG_ID_LENGTH);
}

uint64_t record_read_start_time(pid_t pid)
{
    char path[32], bytes[1024];
    struct text name = { .bytes = path, .size = sizeof(path) - 1 };
    text_string(&name, "/proc/");
    text_number(&name, pid);
    text_string(&name, "/stat");
    path[name.length] = '\0';
    ssize_t length = read_file(path, bytes, sizeof(bytes) - 1);
    if (length <= 0)
        return 0;
    bytes[length] = '\0';
    char *field = strrchr(bytes, ')'); /* the name before it may hold anything */
    for (int number = 2; field != NULL && number < 22; number++)
        field = strchr(field + 1, ' ');
    return field == NULL ? 0 : strtoull(field + 1, NULL, 10);
}
