/*
 * netlink: the floors of the netlink-* scenarios and of tap-lifecycle, by raw sockets and ioctls, in the network namespace of the file that the argument names. An order a line on standard input; prints what one took:
 *
 *   dump LINKS         all links by one RTM_GETLINK dump, each read: name, index, flags, MTU, address, 64-bit statistics    us
 *   ip LINKS           `ip -s -j link` as a process, its output read to the end                                            us
 *   load FILE          keeps the message in it; prints its length
 *   decode COUNT       that message read, as in a dump                                                                     ns
 *   encode COUNT       a bridge's RTM_NEWLINK with every setting and statistics                                            ns
 *   encoded FILE       writes that message into it; prints its length
 *   tap COUNT MASTER   a tap made, given master, MTU, address and switched on by one request, and gone; and without going  us us
 *   iptap COUNT        the same by three processes: ip tuntap add, ip link set, ip link del                                us us
 */
#define _GNU_SOURCE
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/if_tun.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROOM (64 << 10)

struct link {
    const char *name, *kind, *alias, *qdisc;
    const unsigned char *address;
    unsigned address_length;
    const struct nlattr *kind_data, *port_data, *properties;
    bool is_port;
    int index, master, parent, parent_namespace;
    unsigned flags, mtu, txqlen, group, tx_queues, rx_queues;
    unsigned char state;
    struct rtnl_link_stats64 stats;
};

extern char **environ;
static int route;
static uint32_t port, sequence;
static double set_up_us; /* what a tap took until it was set up */
static _Alignas(8) unsigned char buffer[ROOM], request[4096], message[ROOM];
static size_t message_length;

/* What is read of each link goes in here, so that no reading is left out. */
static volatile uint64_t sink;

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

/* The attributes of a stretch of bytes, one after another; NULL at the end. */
struct cursor {
    const char *at;
    int left;
};

static inline const struct nlattr *next(struct cursor *cursor)
{
    const struct nlattr *attribute = (const void *)cursor->at;
    if (cursor->left <= 0)
        return NULL;
    if (cursor->left < NLA_HDRLEN || attribute->nla_len < NLA_HDRLEN || attribute->nla_len > cursor->left)
        die("attribute");
    cursor->at += NLA_ALIGN(attribute->nla_len);
    cursor->left -= NLA_ALIGN(attribute->nla_len);
    return attribute;
}

static const void *data_of(const struct nlattr *attribute) { return (const char *)attribute + NLA_HDRLEN; }

static int length_of(const struct nlattr *attribute) { return attribute->nla_len - NLA_HDRLEN; }

static uint32_t number(const struct nlattr *attribute)
{
    uint32_t value;
    if (length_of(attribute) != sizeof value)
        die("number");
    memcpy(&value, data_of(attribute), sizeof value);
    return value;
}

static const char *text(const struct nlattr *attribute)
{
    int length = length_of(attribute);
    if (length == 0 || memchr(data_of(attribute), 0, length) != (const char *)data_of(attribute) + length - 1)
        die("text");
    return data_of(attribute);
}

static void read_info(const struct nlattr *info, struct link *link)
{
    struct cursor cursor = {data_of(info), length_of(info)};
    for (const struct nlattr *attribute; (attribute = next(&cursor)) != NULL;)
        switch (attribute->nla_type & NLA_TYPE_MASK) {
        case IFLA_INFO_KIND: link->kind = text(attribute); break;
        case IFLA_INFO_DATA: link->kind_data = attribute; break;
        case IFLA_INFO_SLAVE_KIND: link->is_port = strcmp(text(attribute), "bridge") == 0; break;
        case IFLA_INFO_SLAVE_DATA: link->port_data = attribute; break;
        }
}

static void read_link(const struct nlmsghdr *header, struct link *link)
{
    const struct ifinfomsg *body = NLMSG_DATA(header);
    if (header->nlmsg_len < NLMSG_LENGTH(sizeof *body))
        die("short");
    memset(link, 0, sizeof *link);
    link->index = body->ifi_index;
    link->flags = body->ifi_flags;
    struct cursor cursor = {(const char *)body + NLMSG_ALIGN(sizeof *body), (int)(header->nlmsg_len - NLMSG_SPACE(sizeof *body))};
    for (const struct nlattr *attribute; (attribute = next(&cursor)) != NULL;)
        switch (attribute->nla_type & NLA_TYPE_MASK) {
        case IFLA_ADDRESS: link->address = data_of(attribute); link->address_length = length_of(attribute); break;
        case IFLA_IFNAME: link->name = text(attribute); break;
        case IFLA_MTU: link->mtu = number(attribute); break;
        case IFLA_MASTER: link->master = (int)number(attribute); break;
        case IFLA_TXQLEN: link->txqlen = number(attribute); break;
        case IFLA_OPERSTATE: link->state = *(const unsigned char *)data_of(attribute); break;
        case IFLA_GROUP: link->group = number(attribute); break;
        case IFLA_NUM_TX_QUEUES: link->tx_queues = number(attribute); break;
        case IFLA_NUM_RX_QUEUES: link->rx_queues = number(attribute); break;
        case IFLA_LINK: link->parent = (int)number(attribute); break;
        case IFLA_LINK_NETNSID: link->parent_namespace = (int)number(attribute); break;
        case IFLA_QDISC: link->qdisc = text(attribute); break;
        case IFLA_IFALIAS: link->alias = text(attribute); break;
        case IFLA_PROP_LIST: link->properties = attribute; break;
        case IFLA_LINKINFO: read_info(attribute, link); break;
        case IFLA_STATS64:
            memcpy(&link->stats, data_of(attribute), length_of(attribute) < (int)sizeof link->stats ? length_of(attribute) : (int)sizeof link->stats);
            break;
        }
    if (link->name == NULL)
        die("name");
}

static uint64_t sum_of(const struct link *link)
{
    uint64_t sum = (uint64_t)link->index + link->flags + link->mtu + (unsigned char)link->name[0];
    if (link->address_length == 6) {
        uint32_t high;
        memcpy(&high, link->address, sizeof high);
        sum += high;
    }
    const struct rtnl_link_stats64 *stats = &link->stats;
    return sum + stats->rx_packets + stats->tx_packets + stats->rx_bytes + stats->tx_bytes + stats->rx_errors + stats->tx_errors + stats->rx_dropped + stats->tx_dropped + stats->multicast;
}

static void send_request(size_t length)
{
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    if (sendto(route, request, length, 0, (struct sockaddr *)&kernel, sizeof kernel) < 0)
        die("sendto");
}

/* One receive a datagram, of the kernel's, and whole. */
static size_t receive(void)
{
    struct sockaddr_nl from;
    struct iovec room = {buffer, sizeof buffer};
    struct msghdr received = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &room, .msg_iovlen = 1};
    ssize_t length;
    do
        length = recvmsg(route, &received, 0);
    while (length < 0 && errno == EINTR);
    if (length < 0 || received.msg_flags & MSG_TRUNC || from.nl_pid != 0)
        die("recvmsg");
    return length;
}

static double dump(long links)
{
    double begin = now_us();
    struct nlmsghdr *asked = (void *)request;
    *asked = (struct nlmsghdr){.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg)), .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = ++sequence, .nlmsg_pid = port};
    memset(NLMSG_DATA(asked), 0, sizeof(struct ifinfomsg));
    send_request(asked->nlmsg_len);
    uint64_t sum = 0;
    long found = 0;
    for (;;) {
        size_t left = receive();
        for (const struct nlmsghdr *header = (void *)buffer; NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
            if (header->nlmsg_seq != sequence || header->nlmsg_pid != port)
                continue;
            if (header->nlmsg_flags & NLM_F_DUMP_INTR || header->nlmsg_type == NLMSG_ERROR)
                die("dump");
            if (header->nlmsg_type == NLMSG_DONE) {
                sink = sum;
                double took = now_us() - begin;
                if (found != links)
                    die("links");
                return took;
            }
            struct link link;
            read_link(header, &link);
            sum += sum_of(&link);
            found++;
        }
    }
}

static double decode(long count)
{
    uint64_t sum = 0;
    double begin = now_us();
    for (long i = 0; i < count; i++) {
        struct link link;
        if (!NLMSG_OK((const struct nlmsghdr *)message, message_length))
            die("message");
        read_link((void *)message, &link);
        sum += sum_of(&link);
        __asm__ volatile("" ::: "memory");
    }
    sink = sum;
    return (now_us() - begin) * 1000 / count;
}

/* A writer that never writes past its room. All of it is inlined, so that lengths are constants where they can be. */
#define INLINE static inline __attribute__((always_inline))

struct writer {
    unsigned char *room;
    size_t length, size;
};

INLINE void *claim(struct writer *writer, size_t length)
{
    if (NLMSG_ALIGN(length) > writer->size - writer->length)
        die("full");
    unsigned char *at = writer->room + writer->length;
    writer->length += NLMSG_ALIGN(length);
    memset(at + length, 0, NLMSG_ALIGN(length) - length);
    return at;
}

INLINE void put(struct writer *writer, unsigned short type, const void *data, size_t length)
{
    struct nlattr *attribute = claim(writer, NLA_HDRLEN + length);
    attribute->nla_len = NLA_HDRLEN + length;
    attribute->nla_type = type;
    memcpy((char *)attribute + NLA_HDRLEN, data, length);
}

INLINE void put_u32(struct writer *writer, unsigned short type, uint32_t value) { put(writer, type, &value, sizeof value); }

INLINE void put_u16(struct writer *writer, unsigned short type, uint16_t value) { put(writer, type, &value, sizeof value); }

INLINE void put_u8(struct writer *writer, unsigned short type, uint8_t value) { put(writer, type, &value, sizeof value); }

INLINE size_t nest(struct writer *writer, unsigned short type)
{
    size_t at = writer->length;
    put(writer, type | NLA_F_NESTED, NULL, 0);
    return at;
}

INLINE void end_nest(struct writer *writer, size_t at) { ((struct nlattr *)(writer->room + at))->nla_len = writer->length - at; }

/* What is to be written. */
struct bridge {
    const char *name, *kind, *alias;
    unsigned char address[6];
    uint32_t mtu, txqlen, group, queues, forward_delay, hello_time, max_age, ageing_time, stp;
    uint16_t priority, mask;
    uint8_t snooping;
    struct rtnl_link_stats64 stats;
};

static const struct bridge the_bridge = {"br0", "bridge", "guests", {0x52, 0x54, 0, 0x12, 0x34, 0x56}, 1400, 500, 7, 1, 400, 300, 1000, 6000, 1, 4096, 8, 0, {.rx_packets = 1, .tx_packets = 2, .rx_bytes = 3, .tx_bytes = 4}};

static size_t encode_into(unsigned char *room, size_t size)
{
    /* Given from without: else the compiler takes all of it for constants, and copies a finished message. */
    const struct bridge *bridge = &the_bridge;
    __asm__ volatile("" : "+r"(bridge));
    struct writer writer = {room, 0, size};
    struct nlmsghdr *header = claim(&writer, sizeof *header);
    *header = (struct nlmsghdr){.nlmsg_type = RTM_NEWLINK, .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = 7};
    *(struct ifinfomsg *)claim(&writer, sizeof(struct ifinfomsg)) = (struct ifinfomsg){.ifi_index = 9, .ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    put(&writer, IFLA_IFNAME, bridge->name, strlen(bridge->name) + 1);
    put(&writer, IFLA_ADDRESS, bridge->address, sizeof bridge->address);
    put_u32(&writer, IFLA_MTU, bridge->mtu);
    put_u32(&writer, IFLA_TXQLEN, bridge->txqlen);
    put(&writer, IFLA_IFALIAS, bridge->alias, strlen(bridge->alias));
    put_u32(&writer, IFLA_GROUP, bridge->group);
    put_u32(&writer, IFLA_NUM_TX_QUEUES, bridge->queues);
    put_u32(&writer, IFLA_NUM_RX_QUEUES, bridge->queues);
    size_t info = nest(&writer, IFLA_LINKINFO);
    put(&writer, IFLA_INFO_KIND, bridge->kind, strlen(bridge->kind) + 1);
    size_t data = nest(&writer, IFLA_INFO_DATA);
    put_u32(&writer, IFLA_BR_FORWARD_DELAY, bridge->forward_delay);
    put_u32(&writer, IFLA_BR_HELLO_TIME, bridge->hello_time);
    put_u32(&writer, IFLA_BR_MAX_AGE, bridge->max_age);
    put_u32(&writer, IFLA_BR_AGEING_TIME, bridge->ageing_time);
    put_u32(&writer, IFLA_BR_STP_STATE, bridge->stp);
    put_u16(&writer, IFLA_BR_PRIORITY, bridge->priority);
    put_u16(&writer, IFLA_BR_GROUP_FWD_MASK, bridge->mask);
    put_u8(&writer, IFLA_BR_MCAST_SNOOPING, bridge->snooping);
    end_nest(&writer, data);
    end_nest(&writer, info);
    put(&writer, IFLA_STATS64, &bridge->stats, sizeof bridge->stats);
    header->nlmsg_len = writer.length;
    return writer.length;
}

static double encode(long count)
{
    uint64_t sum = 0;
    double begin = now_us();
    for (long i = 0; i < count; i++) {
        sum += encode_into(request, sizeof request);
        __asm__ volatile("" ::: "memory");
    }
    sink = sum;
    return (now_us() - begin) * 1000 / count;
}

static double load(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = read(file, message, sizeof message);
    close(file);
    if (length < (ssize_t)NLMSG_HDRLEN || (size_t)length != ((struct nlmsghdr *)message)->nlmsg_len)
        die("load");
    message_length = length;
    return message_length;
}

static double encoded(const char *path)
{
    size_t length = encode_into(request, sizeof request);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (write(file, request, length) != (ssize_t)length)
        die("write");
    close(file);
    return length;
}

static void set_up(const char *name, uint32_t master)
{
    static const unsigned char address[6] = {0x52, 0x54, 0, 0x12, 0x34, 0x56};
    struct writer writer = {request, 0, sizeof request};
    struct nlmsghdr *header = claim(&writer, sizeof *header);
    *header = (struct nlmsghdr){.nlmsg_type = RTM_NEWLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK, .nlmsg_seq = ++sequence, .nlmsg_pid = port};
    *(struct ifinfomsg *)claim(&writer, sizeof(struct ifinfomsg)) = (struct ifinfomsg){.ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    put(&writer, IFLA_ADDRESS, address, sizeof address);
    put_u32(&writer, IFLA_MTU, 1400);
    put_u32(&writer, IFLA_MASTER, master);
    put(&writer, IFLA_IFNAME, name, strlen(name) + 1);
    header->nlmsg_len = writer.length;
    send_request(writer.length);
    receive();
    const struct nlmsghdr *answer = (void *)buffer;
    if (answer->nlmsg_type != NLMSG_ERROR || answer->nlmsg_seq != sequence || ((struct nlmsgerr *)NLMSG_DATA(answer))->error != 0)
        die("RTM_NEWLINK");
}

static double tap(long count, long master)
{
    double begin = now_us(), setting_up = 0;
    for (long i = 0; i < count; i++) {
        double start = now_us();
        struct ifreq wanted = {.ifr_name = "bench0", .ifr_flags = (short)(IFF_TAP | IFF_NO_PI | IFF_VNET_HDR | IFF_TUN_EXCL)};
        int header = 12, made = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
        if (made < 0 || ioctl(made, TUNSETIFF, &wanted) < 0 || ioctl(made, TUNSETVNETHDRSZ, &header) < 0 || ioctl(made, TUNSETOFFLOAD, 0) < 0)
            die("tun");
        set_up(wanted.ifr_name, master);
        setting_up += now_us() - start;
        close(made);
    }
    set_up_us = setting_up / count;
    return (now_us() - begin) / count;
}

/* Runs a program; what it prints goes to a pipe that is read to its end. */
static void execute_program(char *const arguments[])
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        die("pipe2");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    pid_t child;
    if (posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ) != 0)
        die("posix_spawn");
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    while (read(ends[0], buffer, sizeof buffer) > 0)
        ;
    close(ends[0]);
    int status;
    if (waitpid(child, &status, 0) != child || status != 0)
        die(arguments[0]);
}

static double ip(void)
{
    double begin = now_us();
    execute_program((char *[]){"ip", "-s", "-j", "link", NULL});
    return now_us() - begin;
}

static double iptap(long count)
{
    double begin = now_us(), setting_up = 0;
    for (long i = 0; i < count; i++) {
        double start = now_us();
        execute_program((char *[]){"ip", "tuntap", "add", "dev", "bench1", "mode", "tap", "vnet_hdr", NULL});
        execute_program((char *[]){"ip", "link", "set", "dev", "bench1", "address", "52:54:00:12:34:56", "mtu", "1400", "master", "br0", "up", NULL});
        setting_up += now_us() - start;
        execute_program((char *[]){"ip", "link", "del", "dev", "bench1", NULL});
    }
    set_up_us = setting_up / count;
    return (now_us() - begin) / count;
}

static void open_route(void)
{
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    socklen_t length = sizeof address;
    int on = 1;
    route = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (route < 0 || bind(route, (struct sockaddr *)&address, sizeof address) != 0 || getsockname(route, (struct sockaddr *)&address, &length) != 0)
        die("socket");
    setsockopt(route, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    setsockopt(route, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    setsockopt(route, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on);
    port = address.nl_pid;
}

int main(int count, char **arguments)
{
    int place = count == 2 ? open(arguments[1], O_RDONLY | O_CLOEXEC) : -1;
    if (place < 0 || setns(place, CLONE_NEWNET) != 0)
        die("setns");
    open_route();
    char line[512], kind[16], path[256];
    while (fgets(line, sizeof line, stdin) != NULL) {
        long first = 0, second = 0;
        double took = -1;
        if (sscanf(line, "%15s %255s", kind, path) == 2)
            first = atol(path);
        sscanf(line, "%*s %*s %ld", &second);
        alarm(120);
        if (strcmp(kind, "dump") == 0)
            took = dump(first);
        else if (strcmp(kind, "ip") == 0)
            took = ip();
        else if (strcmp(kind, "load") == 0)
            took = load(path);
        else if (strcmp(kind, "decode") == 0)
            took = decode(first);
        else if (strcmp(kind, "encode") == 0)
            took = encode(first);
        else if (strcmp(kind, "encoded") == 0)
            took = encoded(path);
        else if (strcmp(kind, "tap") == 0)
            took = tap(first, second);
        else if (strcmp(kind, "iptap") == 0)
            took = iptap(first);
        else
            die(kind);
        if (strstr(kind, "tap") != NULL)
            printf("%.4f %.4f\n", took, set_up_us);
        else
            printf("%.4f\n", took);
        fflush(stdout);
        alarm(0);
    }
    return 0;
}
