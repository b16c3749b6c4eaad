#define _GNU_SOURCE
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUN_SECONDS 60

noreturn void die(const char *what)
{
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

bool next_run(void)
{
    char byte;
    alarm(0);
    do {
        if (read(STDIN_FILENO, &byte, 1) != 1)
            return false;
    } while (byte != '\n');
    alarm(RUN_SECONDS);
    return true;
}

/* Out of the way of the numbers that QEMU gets. */
static int high(int fd)
{
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, 16);
    if (fd < 0 || moved < 0)
        die("descriptor");
    close(fd);
    return moved;
}

static struct sockaddr_un address_of(const char *directory, const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int length = snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", directory, name);
    if (length < 0 || (size_t)length >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        die(directory);
    }
    return address;
}

static int listen_at(const char *directory, const char *name)
{
    struct sockaddr_un address = address_of(directory, name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(address.sun_path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 8) != 0)
        die("listen");
    return high(fd);
}

void open_sockets(const char *directory, struct sockets *sockets)
{
    char log[4096];
    snprintf(log, sizeof log, "%s/qemu.log", directory);
    sockets->control = listen_at(directory, "monitor.sock");
    sockets->diagnostics = listen_at(directory, "diagnostics.sock");
    sockets->log = high(open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    struct sockaddr_un address = address_of(directory, "monitor.sock");
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        die("connect");
    sockets->connection = high(fd);
}

static noreturn void become(const char *directory, char *const argv[], const struct sockets *sockets)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || setsid() < 0 || chdir(directory) != 0 || dup2(null, 0) < 0 || dup2(sockets->log, 1) < 0 || dup2(sockets->log, 2) < 0
        || dup2(sockets->control, 3) < 0 || dup2(sockets->diagnostics, 4) < 0)
        _exit(126);
    if (null > 4)
        close(null);
    execv(argv[0], argv);
    _exit(127);
}

void launch(struct machine *machine, const char *directory, char *const argv[], struct sockets *sockets)
{
    memset(machine, 0, offsetof(struct machine, buffer));
    machine->pid = fork();
    if (machine->pid < 0)
        die("fork");
    if (machine->pid == 0)
        become(directory, argv, sockets);
    close(sockets->control);
    close(sockets->diagnostics);
    close(sockets->log);
    machine->monitor = sockets->connection;
}

/* One line, NUL-terminated, in the machine's buffer. */
static char *read_line(struct machine *machine)
{
    size_t searched = machine->begin;
    for (;;) {
        char *newline = memchr(machine->buffer + searched, '\n', machine->end - searched);
        if (newline != NULL) {
            char *line = machine->buffer + machine->begin;
            *newline = '\0';
            machine->begin = (size_t)(newline - machine->buffer) + 1;
            return line;
        }

        if (machine->begin != 0) {
            memmove(machine->buffer, machine->buffer + machine->begin, machine->end - machine->begin);
            machine->end -= machine->begin;
            machine->begin = 0;
        }

        searched = machine->end;
        ssize_t count = read(machine->monitor, machine->buffer + machine->end, sizeof machine->buffer - machine->end);
        if (count <= 0)
            die("the monitor ended");
        machine->end += (size_t)count;
    }
}

static int64_t time_of(const char *line)
{
    const char *seconds = strstr(line, "\"seconds\": ");
    const char *microseconds = strstr(line, "\"microseconds\": ");
    if (seconds == NULL || microseconds == NULL) {
        errno = EBADMSG;
        die(line);
    }
    return strtoll(seconds + 11, NULL, 10) * 1000000 + strtoll(microseconds + 16, NULL, 10);
}

static void take(struct machine *machine, const char *line)
{
    if (strncmp(line, "{\"return\"", 9) == 0) {
        machine->replies++;
    } else if (strstr(line, "\"event\": \"MIGRATION\"") != NULL) {
        if (strstr(line, "\"status\": \"pre-switchover\"") != NULL)
            machine->seen |= SEEN_PRE_SWITCHOVER;
        else if (strstr(line, "\"status\": \"completed\"") != NULL)
            machine->seen |= SEEN_COMPLETED;
        else if (strstr(line, "\"status\": \"failed\"") != NULL)
            die(line);
    } else if (strstr(line, "\"event\": \"STOP\"") != NULL) {
        machine->seen |= SEEN_STOP;
        machine->stop_us = time_of(line);
    } else if (strstr(line, "\"event\": \"RESUME\"") != NULL) {
        machine->seen |= SEEN_RESUME;
        machine->resume_us = time_of(line);
    } else if (strncmp(line, "{\"error\"", 8) == 0) {
        errno = EPROTO;
        die(line);
    }
}

void handshake(struct machine *machine)
{
    read_line(machine); /* the greeting */
    execute(machine, "{\"execute\":\"qmp_capabilities\"}\n", -1);
}

static void send_all(int socket, const char *text, int descriptor)
{
    size_t length = strlen(text);
    struct iovec vector = {.iov_base = (char *)text, .iov_len = length};
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control;
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    if (descriptor >= 0) {
        message.msg_control = &control;
        message.msg_controllen = sizeof control;
        control.header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
        memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
    }
    if (sendmsg(socket, &message, MSG_NOSIGNAL) != (ssize_t)length)
        die("send a command");
}

void execute(struct machine *machine, const char *command, int descriptor)
{
    int replies = machine->replies;
    send_all(machine->monitor, command, descriptor);
    while (machine->replies == replies)
        take(machine, read_line(machine));
}

void wait_for(struct machine *machine, unsigned seen)
{
    while ((machine->seen & seen) != seen)
        take(machine, read_line(machine));
}

void kill_machine(struct machine *machine)
{
    kill(machine->pid, SIGKILL);
    if (waitpid(machine->pid, NULL, 0) != machine->pid)
        die("waitpid");
    close(machine->monitor);
}
