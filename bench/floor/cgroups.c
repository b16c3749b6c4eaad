/*
 * cgroups: the floor of the cgroup scenarios, by bare system calls. For each order on standard input it prints an answer, times in ms:
 *
 * fill DIRECTORY COUNT      starts COUNT processes in the cgroup, which sleep
 * touch DIRECTORY FILE      one process in the cgroup reads a block of FILE past the page cache, and ends
 * kill DIRECTORY            writes cgroup.kill and waits until nothing lives in the cgroup: the time of that
 * reap                      waits for the processes of fill
 * lifecycle DIRECTORY NAME PROGRAM
 *                           makes DIRECTORY/NAME, enables controllers in it, makes a leaf in that, starts PROGRAM in it, kills, removes: the time of that, and
 *                           without the start
 * open DIRECTORY COUNT      opens the statistics of the cgroups DIRECTORY/0 to COUNT-1
 * sweep                     reads and parses all of them: the time of that, and a sum that the compiler cannot foresee
 */
#define _GNU_SOURCE
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_KEYS = 80, FILES = 8, MAX_DISKS = 16 };

static const char *const file_names[FILES] = {
    "cpu.stat", "memory.stat", "memory.current", "io.stat", "pids.current", "cpu.pressure", "memory.pressure", "io.pressure",
};

/* Keys with their separator, and which of them followed each the last time: a kernel writes them always in one order. */
struct table {
    int count;
    char separator;
    const char *keys[MAX_KEYS];
    size_t lengths[MAX_KEYS];
    int next[MAX_KEYS + 1];
};

static struct table cpu_keys = {.separator = ' ', .keys = {
    "usage_usec ", "user_usec ", "system_usec ", "nice_usec ", "core_sched.force_idle_usec ", "nr_periods ", "nr_throttled ", "throttled_usec ",
    "nr_bursts ", "burst_usec ",
}};
static struct table memory_keys = {.separator = ' ', .keys = {
    "anon ", "file ", "kernel ", "kernel_stack ", "pagetables ", "sec_pagetables ", "percpu ", "sock ", "vmalloc ", "shmem ", "zswap ",
    "zswapped ", "zswap_incomp ", "hugetlb ", "file_mapped ", "file_dirty ", "file_writeback ", "swapcached ", "anon_thp ", "file_thp ",
    "shmem_thp ", "inactive_anon ", "active_anon ", "inactive_file ", "active_file ", "unevictable ", "slab_reclaimable ",
    "slab_unreclaimable ", "slab ", "workingset_refault_anon ", "workingset_refault_file ", "workingset_activate_anon ",
    "workingset_activate_file ", "workingset_restore_anon ", "workingset_restore_file ", "workingset_nodereclaim ", "pgdemote_kswapd ",
    "pgdemote_direct ", "pgdemote_khugepaged ", "pgdemote_proactive ", "pgsteal_kswapd ", "pgsteal_direct ", "pgsteal_khugepaged ",
    "pgsteal_proactive ", "pgscan_kswapd ", "pgscan_direct ", "pgscan_khugepaged ", "pgscan_proactive ", "pgrefill ",
    "pgpromote_success ", "pgscan ", "pgsteal ", "pswpin ", "pswpout ", "pgfault ", "pgmajfault ", "pgactivate ", "pgdeactivate ",
    "pglazyfree ", "pglazyfreed ", "swpin_zero ", "swpout_zero ", "zswpin ", "zswpout ", "zswpwb ", "thp_fault_alloc ",
    "thp_collapse_alloc ", "thp_swpout ", "thp_swpout_fallback ", "numa_pages_migrated ", "numa_pte_updates ", "numa_hint_faults ",
}};
static struct table io_keys = {.separator = '=', .keys = {
    "rbytes=", "wbytes=", "rios=", "wios=", "dbytes=", "dios=", "cost.vrate=", "cost.usage=", "cost.wait=", "cost.indebt=", "cost.indelay=",
}};
static struct table pressure_keys = {.separator = '=', .keys = {"avg10=", "avg60=", "avg300=", "total="}};

struct disk {
    uint64_t major, minor, values[11];
};

struct pressure {
    uint64_t some[4], full[4];
};

static int (*group_files)[FILES];
static int group_count;

static void prepare(struct table *table)
{
    while (table->keys[table->count]) {
        table->lengths[table->count] = strlen(table->keys[table->count]);
        table->count++;
    }
    for (int i = 0; i < table->count; i++)
        table->next[i] = (i + 1) % table->count;
}

/* The slot of the key at the text's begin; negative for none that is known. */
static int match(struct table *table, const char *text, const char *end, int previous)
{
    int slot = table->next[previous];
    if ((size_t)(end - text) >= table->lengths[slot] && memcmp(text, table->keys[slot], table->lengths[slot]) == 0)
        return slot;
    for (slot = 0; slot < table->count; slot++) {
        if ((size_t)(end - text) >= table->lengths[slot] && memcmp(text, table->keys[slot], table->lengths[slot]) == 0) {
            table->next[previous] = slot;
            return slot;
        }
    }
    return -1;
}

static const char *take_number(const char *text, const char *end, uint64_t *value)
{
    const char *begin = text;
    uint64_t number = 0;
    for (; text < end && (unsigned)(*text - '0') <= 9; text++)
        number = number * 10 + (unsigned)(*text - '0');
    if (text == begin || text == end || text - begin > 18)
        die("a number");
    *value = number;
    return text;
}

static const char *take_hundredths(const char *text, const char *end, uint64_t *value)
{
    text = take_number(text, end, value);
    if (end - text < 4 || *text != '.')
        die("a number with decimals");
    *value = *value * 100 + (unsigned)(text[1] - '0') * 10 + (unsigned)(text[2] - '0');
    return text + 3;
}

static const char *skip_line(const char *text, const char *end)
{
    const char *line_end = memchr(text, '\n', (size_t)(end - text));
    return line_end ? line_end + 1 : end;
}

static void parse_flat(struct table *table, const char *text, const char *end, uint64_t *values)
{
    int previous = table->count;
    while (text < end) {
        int slot = match(table, text, end, previous);
        if (slot < 0) {
            text = skip_line(text, end);
            continue;
        }
        text = take_number(text + table->lengths[slot], end, &values[slot]);
        if (*text != '\n')
            die("a line's end");
        text++;
        previous = slot;
    }
}

static int parse_io(const char *text, const char *end, struct disk *disks)
{
    int count = 0;
    while (text < end) {
        struct disk disk = {0};
        int any = 0, previous = io_keys.count;
        text = take_number(text, end, &disk.major);
        if (*text++ != ':')
            die("a disk");
        text = take_number(text, end, &disk.minor);
        while (text < end && *text == ' ') {
            text++;
            if (text == end || *text == '\n')
                break;
            int slot = match(&io_keys, text, end, previous);
            if (slot < 0) {
                while (text < end && *text != ' ' && *text != '\n')
                    text++;
                continue;
            }
            text += io_keys.lengths[slot];
            text = slot == 6 ? take_hundredths(text, end, &disk.values[slot]) : take_number(text, end, &disk.values[slot]);
            any = 1;
            previous = slot;
        }
        text++;
        if (any && count < MAX_DISKS)
            disks[count++] = disk;
    }
    return count;
}

static void parse_pressure(const char *text, const char *end, struct pressure *pressure)
{
    while (text < end) {
        uint64_t *values;
        if (end - text >= 5 && memcmp(text, "some ", 5) == 0)
            values = pressure->some;
        else if (end - text >= 5 && memcmp(text, "full ", 5) == 0)
            values = pressure->full;
        else {
            text = skip_line(text, end);
            continue;
        }
        text += 5;
        for (int previous = pressure_keys.count; text < end && *text != '\n';) {
            int slot = match(&pressure_keys, text, end, previous);
            if (slot < 0) {
                while (text < end && *text != ' ' && *text != '\n')
                    text++;
            } else {
                text += pressure_keys.lengths[slot];
                text = slot == 3 ? take_number(text, end, &values[slot]) : take_hundredths(text, end, &values[slot]);
                previous = slot;
            }
            if (text < end && *text == ' ')
                text++;
        }
        text++;
    }
}

static uint64_t sweep(void)
{
    static char buffer[8192];
    uint64_t sum = 0;
    for (int group = 0; group < group_count; group++) {
        for (int file = 0; file < FILES; file++) {
            ssize_t length = pread(group_files[group][file], buffer, sizeof buffer, 0);
            if (length < 0 || length == sizeof buffer)
                die("pread");
            const char *end = buffer + length;
            if (file == 0) {
                uint64_t values[MAX_KEYS] = {0};
                parse_flat(&cpu_keys, buffer, end, values);
                sum += values[0] + values[9];
            } else if (file == 1) {
                uint64_t values[MAX_KEYS] = {0};
                parse_flat(&memory_keys, buffer, end, values);
                sum += values[0] + values[1];
            } else if (file == 2 || file == 4) {
                uint64_t value;
                take_number(buffer, end, &value);
                sum += value;
            } else if (file == 3) {
                struct disk disks[MAX_DISKS];
                for (int disk = parse_io(buffer, end, disks); disk > 0; disk--)
                    sum += disks[disk - 1].values[0];
            } else {
                struct pressure pressure = {0};
                parse_pressure(buffer, end, &pressure);
                sum += pressure.some[3];
            }
        }
    }
    return sum;
}

static void open_groups(const char *directory, int count)
{
    group_count = count;
    group_files = calloc((size_t)count, sizeof *group_files);
    for (int group = 0; group < count; group++) {
        for (int file = 0; file < FILES; file++) {
            char path[8192];
            snprintf(path, sizeof path, "%s/%d/%s", directory, group, file_names[file]);
            if ((group_files[group][file] = open(path, O_RDONLY | O_CLOEXEC)) < 0)
                die(path);
        }
    }
}

static int open_at(int directory, const char *name, int flags)
{
    int fd = openat(directory, name, flags | O_CLOEXEC);
    if (fd < 0)
        die(name);
    return fd;
}

static void write_at(int directory, const char *name, const char *text)
{
    int fd = open_at(directory, name, O_WRONLY);
    if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
        die(name);
    close(fd);
}

static pid_t clone_into(int cgroup)
{
    struct clone_args arguments = {.flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = (uint64_t)cgroup};
    pid_t pid = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid < 0)
        die("clone3");
    if (pid == 0)
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    return pid;
}

/* Writes cgroup.kill and waits for the kernel's word. */
static void kill_group(int cgroup)
{
    char text[256];
    struct pollfd events = {.fd = open_at(cgroup, "cgroup.events", O_RDONLY), .events = POLLPRI};
    write_at(cgroup, "cgroup.kill", "1");
    while (1) {
        ssize_t length = pread(events.fd, text, sizeof text - 1, 0);
        if (length < 0)
            die("cgroup.events");
        text[length] = 0;
        if (strstr(text, "populated 0"))
            break;
        poll(&events, 1, -1);
    }
    close(events.fd);
}

static void remove_at(int directory, const char *name)
{
    /* The dead leave a moment after the kernel's word. */
    while (unlinkat(directory, name, AT_REMOVEDIR) != 0) {
        if (errno != EBUSY)
            die("rmdir");
        usleep(1000);
    }
}

static void lifecycle(const char *directory, const char *name, char *program)
{
    double begin = now_ms(), start, starting;
    int parent = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0 || mkdirat(parent, name, 0755) != 0)
        die(name);
    int group = open_at(parent, name, O_RDONLY | O_DIRECTORY);
    write_at(group, "cgroup.subtree_control", "+cpu +memory +io +pids");
    if (mkdirat(group, "leaf", 0755) != 0)
        die("leaf");
    int leaf = open_at(group, "leaf", O_RDONLY | O_DIRECTORY);

    /* The pipe closes when the program is executed. */
    start = now_ms();
    int started[2];
    char byte;
    if (pipe2(started, O_CLOEXEC) != 0)
        die("pipe2");
    pid_t pid = clone_into(leaf);
    if (pid == 0) {
        char *const arguments[] = {program, NULL};
        execv(program, arguments);
        _exit(127);
    }
    close(started[1]);
    while (read(started[0], &byte, 1) < 0 && errno == EINTR)
        ;
    close(started[0]);
    starting = now_ms() - start;

    kill_group(leaf);
    if (waitpid(pid, NULL, 0) != pid)
        die("waitpid");
    remove_at(group, "leaf");
    remove_at(parent, name);
    close(leaf);
    close(group);
    close(parent);
    double whole = now_ms() - begin;
    printf("%.4f %.4f\n", whole, whole - starting);
}

static int open_directory(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        die(path);
    return fd;
}

static void touch(const char *directory, const char *file)
{
    int group = open_directory(directory);
    pid_t pid = clone_into(group);
    if (pid == 0) {
        void *block;
        int fd = open(file, O_RDONLY | O_DIRECT);
        _exit(fd < 0 || posix_memalign(&block, 4096, 4096) != 0 || pread(fd, block, 4096, 0) != 4096);
    }
    int status;
    if (waitpid(pid, &status, 0) != pid || status != 0)
        die("read a block");
    close(group);
}

int main(void)
{
    char line[8192], first[4096], second[1024], third[2048];
    int filled = 0;
    prepare(&cpu_keys);
    prepare(&memory_keys);
    prepare(&io_keys);
    prepare(&pressure_keys);

    while (fgets(line, sizeof line, stdin)) {
        int words = sscanf(line, "%*s %4095s %1023s %2047s", first, second, third);
        alarm(120);
        if (strncmp(line, "fill ", 5) == 0 && words == 2) {
            int group = open_directory(first);
            for (int i = atoi(second); i > 0; i--, filled++) {
                if (clone_into(group) == 0) {
                    while (1)
                        pause();
                }
            }
            close(group);
            puts("0");
        } else if (strncmp(line, "touch ", 6) == 0 && words == 2) {
            touch(first, second);
            puts("0");
        } else if (strncmp(line, "kill ", 5) == 0 && words == 1) {
            int group = open_directory(first);
            double begin = now_ms();
            kill_group(group);
            printf("%.4f\n", now_ms() - begin);
            close(group);
        } else if (strncmp(line, "reap", 4) == 0) {
            for (; filled > 0; filled--)
                wait(NULL);
            puts("0");
        } else if (strncmp(line, "lifecycle ", 10) == 0 && words == 3) {
            lifecycle(first, second, third);
        } else if (strncmp(line, "open ", 5) == 0 && words == 2) {
            open_groups(first, atoi(second));
            puts("0");
        } else if (strncmp(line, "sweep", 5) == 0) {
            double begin = now_ms();
            uint64_t sum = sweep();
            printf("%.4f %llu\n", now_ms() - begin, (unsigned long long)sum);
        } else {
            fprintf(stderr, "cgroups: what is \"%s\"?\n", line);
            return 2;
        }
        alarm(0);
        fflush(stdout);
    }

    return 0;
}
