/*
 * kvm: the floors of the kvm-* scenarios, by raw ioctls. For each line "KIND COUNT" on standard input does COUNT of them and prints what one took:
 *
 *   exit     KVM_RUN until the guest writes to a port                          us
 *   enter    KVM_RUN with immediate_exit, which does not enter the guest        us
 *   regs     KVM_GET_REGS                                                       us
 *   kick     from pthread_kill to KVM_RUN's return in the thread of the vCPU    us, the median
 *   create   VM, 64 MiB of memory, vCPU, first instruction, and all gone again  us
 */
#define _GNU_SOURCE
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define CODE 0x1000
#define MEMORY (64u << 20)

static const unsigned char writes[] = {0xBA, 0x10, 0x00, 0xEE, 0xEB, 0xFD}; /* mov $0x10, %dx; 1: out %al, (%dx); jmp 1b */
static const unsigned char spins[] = {0xE6, 0x10, 0xEB, 0xFE};              /* out %al, $0x10; 1: jmp 1b */
static const unsigned char halts[] = {0xF4};                                /* hlt */

struct guest {
    int vm, vcpu;
    unsigned char *memory;
    struct kvm_run *run;
};

static int kvm;
static int run_size;

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static int call(int fd, unsigned long request, unsigned long argument)
{
    int answer;
    do
        answer = ioctl(fd, request, argument);
    while (answer < 0 && errno == EINTR);
    if (answer < 0)
        die("ioctl");
    return answer;
}

static void start_over(struct guest *guest)
{
    struct kvm_regs regs = {.rip = CODE, .rflags = 2};
    call(guest->vcpu, KVM_SET_REGS, (unsigned long)&regs);
}

static void make(struct guest *guest, const unsigned char *code, size_t length)
{
    guest->vm = call(kvm, KVM_CREATE_VM, 0);
    guest->memory = mmap(NULL, MEMORY, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (guest->memory == MAP_FAILED)
        die("mmap");
    memcpy(guest->memory + CODE, code, length);
    struct kvm_userspace_memory_region region = {.memory_size = MEMORY, .userspace_addr = (unsigned long)guest->memory};
    call(guest->vm, KVM_SET_USER_MEMORY_REGION, (unsigned long)&region);
    guest->vcpu = call(guest->vm, KVM_CREATE_VCPU, 0);
    guest->run = mmap(NULL, run_size, PROT_READ | PROT_WRITE, MAP_SHARED, guest->vcpu, 0);
    if (guest->run == MAP_FAILED)
        die("mmap");
    struct kvm_sregs sregs;
    call(guest->vcpu, KVM_GET_SREGS, (unsigned long)&sregs);
    sregs.cs.base = sregs.cs.selector = 0;
    call(guest->vcpu, KVM_SET_SREGS, (unsigned long)&sregs);
    start_over(guest);
}

static void unmake(struct guest *guest)
{
    munmap(guest->run, run_size);
    close(guest->vcpu);
    close(guest->vm);
    munmap(guest->memory, MEMORY);
}

static double exits(int count)
{
    struct guest guest;
    make(&guest, writes, sizeof writes);
    double begin = now_us();
    for (int i = 0; i < count; i++) {
        int answer = ioctl(guest.vcpu, KVM_RUN, 0);
        if (answer < 0 && errno == EINTR) {
            i--;
            continue;
        }
        if (answer < 0 || guest.run->exit_reason != KVM_EXIT_IO || guest.run->io.port != 0x10 || guest.run->io.direction != KVM_EXIT_IO_OUT)
            die("KVM_RUN");
    }
    double each = (now_us() - begin) / count;
    unmake(&guest);
    return each;
}

static double enters(int count)
{
    struct guest guest;
    make(&guest, halts, sizeof halts);
    guest.run->immediate_exit = 1;
    double begin = now_us();
    for (int i = 0; i < count; i++)
        if (ioctl(guest.vcpu, KVM_RUN, 0) != -1 || errno != EINTR)
            die("KVM_RUN");
    double each = (now_us() - begin) / count;
    unmake(&guest);
    return each;
}

static double regs(int count)
{
    struct guest guest;
    make(&guest, halts, sizeof halts);
    struct kvm_regs regs;
    unsigned long sum = 0;
    double begin = now_us();
    for (int i = 0; i < count; i++) {
        if (ioctl(guest.vcpu, KVM_GET_REGS, &regs) < 0)
            die("KVM_GET_REGS");
        sum += regs.rip;
    }
    double each = (now_us() - begin) / count;
    if (sum != (unsigned long)count * CODE)
        die("regs");
    unmake(&guest);
    return each;
}

static double creates(int count)
{
    double begin = now_us();
    for (int i = 0; i < count; i++) {
        struct guest guest;
        make(&guest, halts, sizeof halts);
        int answer;
        do
            answer = ioctl(guest.vcpu, KVM_RUN, 0);
        while (answer < 0 && errno == EINTR);
        if (answer < 0 || guest.run->exit_reason != KVM_EXIT_HLT)
            die("KVM_RUN");
        unmake(&guest);
    }
    return (now_us() - begin) / count;
}

/* The vCPU's thread says that the guest spins, is kicked out of it, and says when. */
struct kicked {
    struct guest guest;
    int count;
    atomic_int spinning, left;
    double returned;
};

static void nothing(int signal) { (void)signal; }

static void *run_kicked(void *argument)
{
    struct kicked *kicked = argument;
    for (int i = 1; i <= kicked->count; i++) {
        start_over(&kicked->guest);
        while (ioctl(kicked->guest.vcpu, KVM_RUN, 0) < 0)
            if (errno != EINTR)
                die("KVM_RUN");
        if (kicked->guest.run->exit_reason != KVM_EXIT_IO)
            die("exit");
        atomic_store(&kicked->spinning, i);
        if (ioctl(kicked->guest.vcpu, KVM_RUN, 0) == 0 || errno != EINTR)
            die("not kicked");
        kicked->returned = now_us();
        atomic_store(&kicked->left, i);
    }
    return NULL;
}

static int compare(const void *a, const void *b)
{
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

static double kicks(int count)
{
    static struct kicked kicked;
    double *samples = calloc(count, sizeof *samples);
    make(&kicked.guest, spins, sizeof spins);
    kicked.count = count;
    atomic_store(&kicked.spinning, 0);
    atomic_store(&kicked.left, 0);
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = nothing}, NULL);
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_kicked, &kicked) != 0)
        die("pthread_create");
    for (int i = 1; i <= count; i++) {
        while (atomic_load(&kicked.spinning) != i)
            __builtin_ia32_pause();
        for (double until = now_us() + 100; now_us() < until;)
            __builtin_ia32_pause();
        double begin = now_us();
        pthread_kill(thread, SIGUSR1);
        while (atomic_load(&kicked.left) != i)
            __builtin_ia32_pause();
        samples[i - 1] = kicked.returned - begin;
    }
    pthread_join(thread, NULL);
    unmake(&kicked.guest);
    qsort(samples, count, sizeof *samples, compare);
    double median = samples[count / 2];
    free(samples);
    return median;
}

int main(void)
{
    static const struct {
        const char *name;
        double (*measure)(int);
    } kinds[] = {{"exit", exits}, {"enter", enters}, {"regs", regs}, {"create", creates}, {"kick", kicks}};

    kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    if (kvm < 0)
        die("/dev/kvm");
    run_size = call(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
    char kind[16];
    int count;
    while (scanf("%15s %d", kind, &count) == 2) {
        alarm(60);
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (strcmp(kind, kinds[i].name) == 0)
                printf("%.4f\n", kinds[i].measure(count));
        fflush(stdout);
        alarm(0);
    }
    return 0;
}
