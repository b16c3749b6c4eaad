/* What the floors share: a QEMU by bare fork and exec, its monitor by bare read and write, and the clock. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdnoreturn.h>
#include <sys/types.h>

/* The migration's states that a driver waits for, as bits of machine.seen. */
enum {
    SEEN_PRE_SWITCHOVER = 1,
    SEEN_COMPLETED = 2,
    SEEN_STOP = 4,
    SEEN_RESUME = 8,
};

struct machine {
    pid_t pid;
    int monitor;
    int replies;          /* how many have come */
    unsigned seen;
    int64_t stop_us;      /* QEMU's own time of the last STOP and RESUME */
    int64_t resume_us;
    size_t begin, end;    /* what is in the buffer and not read yet */
    char buffer[1 << 16];
};

/* The listening sockets and the log that a QEMU is given, as descriptors above those it has them at. */
struct sockets {
    int control;
    int diagnostics;
    int log;
    int connection;       /* to control: a listening socket is connected to before anybody accepts */
};

noreturn void die(const char *what);

double now_ms(void);

/* Waits for one line on standard input: the order for one run. False at the end. A run that takes a minute kills the program. */
bool next_run(void);

void open_sockets(const char *directory, struct sockets *sockets);

/* Forks, executes argv[0] in the directory, and forgets the sockets. The child dies with this program. */
void launch(struct machine *machine, const char *directory, char *const argv[], struct sockets *sockets);

/* Reads the greeting, sends qmp_capabilities and reads its reply. */
void handshake(struct machine *machine);

/* Sends a command, with a descriptor when that is not negative, and reads up to its reply. */
void execute(struct machine *machine, const char *command, int descriptor);

/* Reads until all these have been seen. */
void wait_for(struct machine *machine, unsigned seen);

/* SIGKILL, and the wait for the death. */
void kill_machine(struct machine *machine);

#endif
