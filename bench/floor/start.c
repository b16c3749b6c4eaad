/*
 * start DIRECTORY QEMU ARGUMENTS...
 *
 * The floor of "start": for each line on standard input one QEMU, from just before fork to the reply of qmp_capabilities. Prints that in
 * ms, and kills it. Its sockets listen before the clock runs.
 */
#include "machine.h"

#include <stdio.h>

static struct machine machine;

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: start DIRECTORY QEMU ARGUMENTS...\n", stderr);
        return 2;
    }

    while (next_run()) {
        struct sockets sockets;
        open_sockets(argv[1], &sockets);
        double begin = now_ms();
        launch(&machine, argv[1], argv + 2, &sockets);
        handshake(&machine);
        double end = now_ms();
        kill_machine(&machine);
        printf("%.4f\n", end - begin);
        fflush(stdout);
    }

    return 0;
}
