/*
 * migration SOURCE-DIRECTORY TARGET-DIRECTORY SERIAL-FILE QEMU ARGUMENTS...
 *
 * The floor of "migration": the same guest, driven by nothing but QMP. The first line on standard input starts it and waits until it has
 * written to its serial port; each further one migrates it to a new QEMU, from the start of that to the death of the old one, and prints
 * "TOTAL DOWNTIME" in ms: the downtime from the old one's STOP to the new one's RESUME, by their own event times. Between runs the
 * guest is paused. No guard, no record, no deadline.
 */
#define _GNU_SOURCE
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define GETFD "{\"execute\":\"getfd\",\"arguments\":{\"fdname\":\"stream\"}}\n"
#define CAPABILITY(name) "{\"capability\":\"" name "\",\"state\":true}"
#define SET_CAPABILITIES(list) "{\"execute\":\"migrate-set-capabilities\",\"arguments\":{\"capabilities\":[" list "]}}\n"
#define URI "\"arguments\":{\"uri\":\"fd:stream\"}}\n"

static struct machine machines[2];
static const char *directories[2];

static char **incoming_arguments(int argc, char **argv)
{
    char **longer = calloc((size_t)argc + 3, sizeof *longer);
    if (longer == NULL)
        die("memory");
    memcpy(longer, argv, (size_t)argc * sizeof *longer);
    longer[argc] = "-incoming";
    longer[argc + 1] = "defer";
    return longer;
}

static void start(struct machine *machine, const char *directory, char **argv)
{
    struct sockets sockets;
    open_sockets(directory, &sockets);
    launch(machine, directory, argv, &sockets);
    handshake(machine);
}

static void wait_for_guest(const char *serial)
{
    struct stat status;
    while (stat(serial, &status) != 0 || status.st_size == 0)
        usleep(2000);
}

static void migrate(struct machine *source, struct machine *target, const char *directory, char **argv)
{
    int stream[2];
    start(target, directory, argv);
    execute(target, SET_CAPABILITIES(CAPABILITY("events") "," CAPABILITY("late-block-activate")), -1);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, stream) != 0)
        die("socketpair");
    execute(target, GETFD, stream[1]);
    close(stream[1]);
    execute(target, "{\"execute\":\"migrate-incoming\"," URI, -1);

    source->seen = 0;
    execute(source, SET_CAPABILITIES(CAPABILITY("events") "," CAPABILITY("pause-before-switchover")), -1);
    execute(source,
            "{\"execute\":\"migrate-set-parameters\",\"arguments\":{\"max-bandwidth\":9223372036854775807,\"downtime-limit\":300}}\n",
            -1);
    execute(source, GETFD, stream[0]);
    close(stream[0]);
    execute(source, "{\"execute\":\"migrate\"," URI, -1);
    wait_for(source, SEEN_PRE_SWITCHOVER);
    execute(source, "{\"execute\":\"migrate-continue\",\"arguments\":{\"state\":\"pre-switchover\"}}\n", -1);
    wait_for(source, SEEN_COMPLETED | SEEN_STOP);
    wait_for(target, SEEN_COMPLETED);
    execute(target, "{\"execute\":\"cont\"}\n", -1);
    wait_for(target, SEEN_RESUME);
    kill_machine(source);
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fputs("usage: migration SOURCE-DIRECTORY TARGET-DIRECTORY SERIAL-FILE QEMU ARGUMENTS...\n", stderr);
        return 2;
    }

    char **incoming = incoming_arguments(argc - 4, argv + 4);
    directories[0] = argv[1];
    directories[1] = argv[2];
    if (!next_run())
        return 0;
    start(&machines[0], directories[0], argv + 4);
    execute(&machines[0], "{\"execute\":\"cont\"}\n", -1);
    wait_for_guest(argv[3]);
    execute(&machines[0], "{\"execute\":\"stop\"}\n", -1);
    puts("ready");
    fflush(stdout);

    for (int side = 0; next_run(); side ^= 1) {
        struct machine *source = &machines[side], *target = &machines[side ^ 1];
        execute(source, "{\"execute\":\"cont\"}\n", -1);
        double begin = now_ms();
        migrate(source, target, directories[side ^ 1], incoming);
        double total = now_ms() - begin;
        execute(target, "{\"execute\":\"stop\"}\n", -1);
        printf("%.4f %.4f\n", total, (double)(target->resume_us - source->stop_us) / 1e3);
        fflush(stdout);
    }

    return 0;
}
