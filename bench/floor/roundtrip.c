/*
 * roundtrip SOCKET COUNT
 *
 * The floor of "qmp-roundtrip": connects to a QEMU's monitor, and for each line on standard input executes query-status COUNT times,
 * by write and blocking read. Prints the mean of one in us.
 */
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

static struct machine machine;

int main(int argc, char **argv)
{
    if (argc != 3 || strlen(argv[1]) >= sizeof((struct sockaddr_un *)0)->sun_path) {
        fputs("usage: roundtrip SOCKET COUNT\n", stderr);
        return 2;
    }

    int count = atoi(argv[2]);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, argv[1]);
    machine.monitor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (machine.monitor < 0 || connect(machine.monitor, (struct sockaddr *)&address, sizeof address) != 0)
        die("connect");
    handshake(&machine);

    while (next_run()) {
        double begin = now_ms();
        for (int i = 0; i < count; i++)
            execute(&machine, "{\"execute\":\"query-status\"}\n", -1);
        printf("%.4f\n", (now_ms() - begin) * 1e3 / count);
        fflush(stdout);
    }

    return 0;
}
