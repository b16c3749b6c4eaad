// Speaks rtnetlink for record.sh and prints what came, each datagram as a line of hexadecimal digits.
//
//   record link NAME             what the kernel says of a link
//   record dump TYPE FAMILY      all of a kind: RTM_GET* and AF_*, by number
//   record vlans                 the VLANs of bridges and their ports, those in a row together
//   record traffic TYPE NAME ID  what a link has below a handle of traffic control, which is hexadecimal: classes or filters, by RTM_GET*
//   record interrupted COMMAND   all IPv4 addresses, 4 KiB at a time, with a command of the shell run after the first of these
//   record ask HEX               the answer to a request that is given as it is sent
//   record hear GROUP COMMAND    what a group is told while a command of the shell runs
//
// It shares nothing with VirtCore.Netlink: what it records is the kernel's word, and no echo of ours.
#define _GNU_SOURCE
#include <err.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static _Alignas(8) unsigned char buffer[1 << 20];

static int open_socket(void)
{
	int one = 1, fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	struct sockaddr_nl self = { .nl_family = AF_NETLINK };

	if (fd < 0 || bind(fd, (struct sockaddr *)&self, sizeof(self)) != 0)
		err(1, "netlink");
	// As VirtCore asks for, too.
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof(one));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof(one));
	setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof(one));
	return fd;
}

static int receive_and_print(int fd, size_t room, int flags)
{
	ssize_t length = recv(fd, buffer, room, MSG_TRUNC | flags);

	if (length < 0)
		return 0;
	if ((size_t)length > room)
		errx(1, "a datagram of %zd bytes", length);
	for (ssize_t i = 0; i < length; i++)
		printf("%02x", buffer[i]);
	putchar('\n');
	return (int)length;
}

// Whether the answer ends in the datagram that came last.
static int is_end(int length)
{
	for (struct nlmsghdr *m = (struct nlmsghdr *)buffer; NLMSG_OK(m, length); m = NLMSG_NEXT(m, length)) {
		if (m->nlmsg_type == NLMSG_DONE || m->nlmsg_type == NLMSG_ERROR || !(m->nlmsg_flags & NLM_F_MULTI))
			return 1;
	}
	return 0;
}

static void run(const char *command)
{
	fflush(stdout);
	if (system(command) != 0)
		errx(1, "failed: %s", command);
}

static void ask(const void *request, size_t length, size_t room, const char *between)
{
	int fd = open_socket();

	if (send(fd, request, length, 0) != (ssize_t)length)
		err(1, "send");
	// The kernel has filled the first datagram, and fills each other when the one before is taken.
	if (between != NULL)
		run(between);
	while (!is_end(receive_and_print(fd, room, 0))) {
	}
}

int main(int argc, char **argv)
{
	struct {
		struct nlmsghdr header;
		union {
			struct rtgenmsg any;
			struct ifinfomsg link;
			struct rtmsg route;
			struct tcmsg traffic;
			struct {
				struct ifinfomsg link;
				struct rtattr mask;
				unsigned int what;
			} vlans;
		} body;
	} request = { .header = { .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = 1 } };
	const char *what = argc > 1 ? argv[1] : "";
	// Strict checking: a request has the whole fixed part of its kind, and no more.
	static const size_t sizes[] = { sizeof(struct ifinfomsg), 8, sizeof(struct rtmsg), 12, 12, sizeof(struct tcmsg) };

	if (argc == 3 && strcmp(what, "link") == 0) {
		request.header.nlmsg_type = RTM_GETLINK;
		request.header.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg));
		request.body.link.ifi_index = (int)if_nametoindex(argv[2]);
		ask(&request, request.header.nlmsg_len, sizeof(buffer), NULL);
	} else if (argc == 4 && strcmp(what, "dump") == 0) {
		request.header.nlmsg_type = (unsigned short)atoi(argv[2]);
		request.header.nlmsg_flags |= NLM_F_DUMP;
		request.header.nlmsg_len = NLMSG_LENGTH(sizes[(request.header.nlmsg_type - RTM_BASE) / 4]);
		request.body.any.rtgen_family = (unsigned char)atoi(argv[3]);
		ask(&request, request.header.nlmsg_len, sizeof(buffer), NULL);
	} else if (argc == 2 && strcmp(what, "vlans") == 0) {
		request.header.nlmsg_type = RTM_GETLINK;
		request.header.nlmsg_flags |= NLM_F_DUMP;
		request.header.nlmsg_len = NLMSG_LENGTH(sizeof(request.body.vlans));
		request.body.vlans.link.ifi_family = AF_BRIDGE;
		request.body.vlans.mask.rta_type = IFLA_EXT_MASK;
		request.body.vlans.mask.rta_len = RTA_LENGTH(sizeof(request.body.vlans.what));
		request.body.vlans.what = RTEXT_FILTER_BRVLAN_COMPRESSED;
		ask(&request, request.header.nlmsg_len, sizeof(buffer), NULL);
	} else if (argc == 5 && strcmp(what, "traffic") == 0) {
		request.header.nlmsg_type = (unsigned short)atoi(argv[2]);
		request.header.nlmsg_flags |= NLM_F_DUMP;
		request.header.nlmsg_len = NLMSG_LENGTH(sizeof(struct tcmsg));
		request.body.traffic.tcm_ifindex = (int)if_nametoindex(argv[3]);
		request.body.traffic.tcm_parent = (unsigned int)strtoul(argv[4], NULL, 16);
		ask(&request, request.header.nlmsg_len, sizeof(buffer), NULL);
	} else if (argc == 3 && strcmp(what, "interrupted") == 0) {
		request.header.nlmsg_type = RTM_GETADDR;
		request.header.nlmsg_flags |= NLM_F_DUMP;
		request.header.nlmsg_len = NLMSG_LENGTH(8);
		request.body.any.rtgen_family = AF_INET;
		ask(&request, request.header.nlmsg_len, 4096, argv[2]);
	} else if (argc == 3 && strcmp(what, "ask") == 0) {
		size_t length = strlen(argv[2]) / 2;
		unsigned char *bytes = calloc(length + 1, 1);

		for (size_t i = 0; i < length; i++) {
			if (sscanf(argv[2] + 2 * i, "%2hhx", &bytes[i]) != 1)
				errx(2, "no hexadecimal digits: %s", argv[2]);
		}
		ask(bytes, length, sizeof(buffer), NULL);
	} else if (argc == 4 && strcmp(what, "hear") == 0) {
		int fd = open_socket(), group = atoi(argv[2]);

		if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)) != 0)
			err(1, "group %d", group);
		run(argv[3]);
		while (receive_and_print(fd, sizeof(buffer), MSG_DONTWAIT) != 0) {
		}
	} else {
		errx(2, "see the top of record.c");
	}
	return 0;
}
