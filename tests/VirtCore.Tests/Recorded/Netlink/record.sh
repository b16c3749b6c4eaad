#!/bin/bash
# record.sh FOLDER [PART...]: run as root on a throw-away Linux with every kind of link (README.md beside this says how), writes into FOLDER what iproute2 sends to make things, what
# the kernel then says of them, and what iproute2 reads in that: a file a thing. Parts are objects, links, routing and traffic; all, where none is named. Needs cc, iproute2, strace and setpriv. Works in network
# namespaces of its own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(realpath "$1")
export LC_ALL=C

if [ "${2-}" != within ]; then
    shift
    [ $# -ne 0 ] || set -- objects links routing traffic
    for part; do unshare -n "$0" "$folder" within "$part"; done
    exit
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
record=$scratch/record
cc -O1 -Wall -Wextra -Werror -o "$record" "$here/record.c"
tool=$(ip -V | cut -d ' ' -f 3 | tr -d ,)
commands=() request=''

# does COMMAND...: runs a command, and remembers it and the last change that it asks the kernel for.
does() {
    commands+=("$*")
    strace -qq -e trace=sendmsg -e write=all -o "$scratch/trace" "$@"
    # A buffer is a number of lines with 16 bytes each, from column 11 on. Changes are RTM_NEW* and RTM_DEL*: types whose last two bits are 00 and 01; and RTM_SETLINK, 13.
    request=$(awk '
        function end() { if ((index("014589cd", substr(hex, 10, 1)) || substr(hex, 9, 2) == "13") && substr(hex, 11, 2) == "00") kept = hex; hex = "" }
        / \* [0-9]+ bytes in buffer/ { end(); next }
        /^ \| / { bytes = substr($0, 11, 49); gsub(" ", "", bytes); hex = hex bytes; next }
        { end() }
        END { end(); print kept }' "$scratch/trace")
}

# section NAME: the standard input as a section, each line of hexadecimal digits broken up. An empty line stands between two datagrams, and none between two lines of text.
section() {
    local line first=1
    echo "=== $1"
    while read -r line; do
        [ -n "$first" ] || [ "$1" = text ] || echo
        first=
        case $1 in
            said | text) echo "$line" ;;
            *) echo "$line" | fold -w 128 ;;
        esac
    done
}

# keep NAME ANSWER SAYS...: writes the file of a thing. ANSWER is what the kernel answers, as record prints it; SAYS the command that reads it too, in JSON where it is told to and can.
keep() {
    local name=$1 answer=$2
    shift 2
    {
        printf '# Linux %s, %s; recorded %s by record.sh\n' "$(uname -r)" "$tool" "$(date -u +%F)"
        printf '# %s\n' "${commands[@]}"
        [ $# -eq 0 ] || printf '# %s\n' "$*"
        [ -z "$request" ] || section request <<<"$request"
        section answer <<<"$answer"
        case " $* " in
            '  ') ;;
            *' -j '*) "$@" | section said ;;
            *) "$@" | section text ;;
        esac
    } >"$folder/$name.txt"
    commands=() request=''
}

link() { keep "$1" "$("$record" link "$2")" ip -d -s -j link show dev "$2"; }

links() {
    does ip link set lo up
    link lo lo

    does ip link add name br0 address 52:54:00:12:34:56 mtu 1400 txqueuelen 500 type bridge forward_delay 400 hello_time 300 max_age 1000 ageing_time 6000 stp_state 1 priority 4096 \
        vlan_filtering 1 vlan_protocol 802.1ad vlan_default_pvid 5 group_fwd_mask 8 mcast_snooping 0 mcast_querier 1
    link bridge br0
    local bridge
    bridge=$(sed -n '/^=== request/,/^=== answer/{/^===/d;p}' "$folder/bridge.txt" | tr -d '\n')

    does ip link add name v0 address 52:54:00:00:00:01 mtu 1300 type veth peer name v1 address 52:54:00:00:00:02 mtu 1200
    link veth v0
    does ip link set dev v0 master br0
    link port-joined v0
    does ip link set dev v0 type bridge_slave priority 9 cost 7 hairpin on guard on root_block on fastleave on learning off flood off mcast_flood off bcast_flood off proxy_arp on \
        neigh_suppress on isolated on locked on
    link port v0

    unshare -n sleep 600 &
    local sleeper=$!
    while [ "$(readlink /proc/$sleeper/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do :; done
    does ip link add name far0 type veth peer name far1 netns $sleeper
    link veth-across far0
    kill $sleeper

    does ip tuntap add dev tap0 mode tap multi_queue vnet_hdr user 70001 group 70002
    link tap tap0
    does ip tuntap add dev tun0 mode tun pi
    link tun tun0

    does ip link add name d0 address 52:54:00:00:00:03 numtxqueues 3 numrxqueues 2 type dummy
    link dummy d0
    does ip link set dev d0 up
    does ip link set dev d0 group 5
    does ip link set dev d0 alias 'machine ä'
    link dummy-named d0
    does ip link property add dev d0 altname a-name-that-is-longer-than-fifteen altname another
    link alternative-names d0

    does ip link add link d0 name d0.7 type vlan id 7 protocol 802.1ad
    link vlan d0.7
    does ip link add link d0 name mv0 type macvlan mode bridge
    link macvlan mv0
    does ip link add link v1 name mt0 address 52:54:00:00:00:04 type macvtap mode passthru nopromisc
    link macvtap mt0
    does ip link add name vx0 type vxlan id 77 group 239.1.1.1 local 10.0.0.1 dev d0 dstport 4789 ttl 16 nolearning ageing 60 proxy
    link vxlan vx0
    local vxlan
    vxlan=$(sed -n '/^=== request/,/^=== answer/{/^===/d;p}' "$folder/vxlan.txt" | tr -d '\n')
    does ip link add name vx6 type vxlan id 78 remote fd00::2 local fd00::1 dstport 4790
    link vxlan-6 vx6
    does ip link add name i0 type ifb
    link ifb i0

    does ip link add name bond0 type bond mode 802.3ad miimon 100 updelay 200 downdelay 300 xmit_hash_policy layer3+4
    link bond bond0
    does ip link add name bond1 type bond mode active-backup miimon 100
    does ip link add name d1 type dummy
    does ip link set dev d1 master bond1
    link bond-port d1
    does ip link set dev d1 up
    does ip link set dev bond1 up
    does ip link set dev bond1 type bond active_slave d1
    link bond-active bond1

    # Of kinds that VirtCore does not know; the second has an address of four bytes.
    does ip link add name vrf0 type vrf table 10
    link vrf vrf0
    does ip link add name g0 type gre local 10.0.0.1 remote 10.0.0.2 key 7
    link gre g0

    commands=("the request of bridge.txt, again")
    request=$bridge
    keep ack-exists "$("$record" ask "$bridge")"
    commands=("the request of bridge.txt, by user 65534")
    request=$bridge
    keep ack-refused "$(setpriv --reuid 65534 --clear-groups "$record" ask "$bridge")"
    # 0x4d: the number, in an attribute of IFLA_INFO_DATA in IFLA_LINKINFO.
    request=${vxlan/080001004d000000/08000100ffffffff}
    commands=("the request of vxlan.txt, with the number 0xffffffff")
    keep ack-attribute "$("$record" ask "$request")"
    # What stands in the first attribute of bridge.txt says that it is 2 bytes long.
    request=${bridge/08000d00/06000d00}
    commands=("the request of bridge.txt, with an IFLA_TXQLEN of 2 bytes")
    keep ack-length "$("$record" ask "$request")"
    ip link del br0
    commands=("the request of bridge.txt, when there is none")
    request=$bridge
    keep ack-done "$("$record" ask "$bridge")"

    commands=("ip link del dev d0.7")
    keep link-gone "$("$record" hear 1 'ip link del dev d0.7')"
    commands=("ip link set dev v0 master br0")
    keep link-joins "$("$record" hear 1 'ip link set dev v0 master br0')"
}

# Links of a kind without surprises.
plain() {
    local i
    for ((i = 0; i < $1; i++)); do
        ip link add name d$i address 52:54:00:00:00:0$((i + 1)) type dummy
        ip link set dev d$i addrgenmode none
    done
    for ((i = 0; i < $1; i++)); do ip link set dev d$i up; done
}

# What links have.
objects() {
    plain 2

    does ip address add 10.1.2.3/24 broadcast 10.1.2.255 dev d0 label d0:first
    keep address "$("$record" dump 22 2)" ip -d -j -4 address show
    does ip address add fd00:1::3/64 dev d0 nodad valid_lft 1000000 preferred_lft 500000
    keep address-6 "$("$record" dump 22 10)" ip -d -j -6 address show
    does ip address add 10.9.0.1 peer 10.9.0.2/32 dev d1
    keep address-peer "$("$record" dump 22 2)" ip -d -j -4 address show

    does ip route add 10.20.0.0/16 via 10.1.2.1 dev d0 src 10.1.2.3 metric 50 mtu 1300
    keep route "$("$record" dump 26 2)" ip -d -N -j -4 route show table all
    does ip route add 10.30.0.0/16 nexthop via 10.1.2.1 dev d0 weight 2 nexthop via 10.9.0.2 dev d1 onlink
    keep route-multipath "$("$record" dump 26 2)" ip -d -N -j -4 route show table all
    does ip route add blackhole 10.40.0.0/16 table 1000
    keep route-blackhole "$("$record" dump 26 2)" ip -d -N -j -4 route show table all
    does ip route add default via 172.16.0.1 dev d0 onlink
    keep route-default "$("$record" dump 26 2)" ip -d -N -j -4 route show table all
    does ip -6 route add fd00:2::/48 via fd00:1::1 dev d0 metric 70
    keep route-6 "$("$record" dump 26 10)" ip -d -N -j -6 route show table all
    does ip -6 route add fd00:3::/48 nexthop via fd00:1::1 dev d0 nexthop via fd00:1::2 dev d0
    keep route-6-multipath "$("$record" dump 26 10)" ip -d -N -j -6 route show table all

    does ip neighbour add 10.1.2.9 lladdr 52:54:00:00:00:09 dev d0 nud permanent
    keep neighbour "$("$record" dump 30 2)" ip -d -j -4 neighbour show nud all
    does ip neighbour add fd00:1::9 lladdr 52:54:00:00:00:0a dev d0 nud stale
    keep neighbour-6 "$("$record" dump 30 10)" ip -d -j -6 neighbour show nud all

    ip link add name br0 type bridge vlan_filtering 1 mcast_snooping 0
    ip link set dev d1 master br0
    ip link add name vx0 type vxlan id 77 dstport 4789
    does bridge fdb add 52:54:00:00:00:0b dev d1 master static vlan 1
    keep forwarding "$("$record" dump 30 7)" bridge -d -j fdb show
    does bridge fdb append 52:54:00:00:00:0c dev vx0 self permanent dst 10.1.2.77
    keep forwarding-vxlan "$("$record" dump 30 7)" bridge -d -j fdb show

    local i
    for ((i = 1; i <= 60; i++)); do ip address add 10.50.0.$i/32 dev lo; done
    commands=("ip address del 10.50.0.1/32 dev lo, while addresses are listed")
    keep interrupted "$("$record" interrupted 'ip address del 10.50.0.1/32 dev lo')"
}

# What routes packets: rules, gateways of the other family; and a bridge's VLANs.
routing() {
    plain 2
    ip address add 10.1.2.3/24 dev d0
    ip address add fd00:1::3/64 dev d0 nodad

    does ip rule add priority 100 from 10.1.0.0/16 to 10.2.0.1 iif d0 oif gone tos 0x10 table 100
    keep rule "$("$record" dump 34 2)" ip -d -N -j -4 rule show
    does ip rule add priority 110 fwmark 0x10/0xf0 table 70000
    keep rule-mark "$("$record" dump 34 2)" ip -d -N -j -4 rule show
    does ip rule add priority 120 uidrange 1000-2000 ipproto udp sport 53 dport 1024-65534 table 254
    keep rule-ports "$("$record" dump 34 2)" ip -d -N -j -4 rule show
    does ip rule add not priority 130 from 10.3.0.0/16 table 254 suppress_prefixlength 0 suppress_ifgroup 5
    keep rule-suppress "$("$record" dump 34 2)" ip -d -N -j -4 rule show
    does ip rule add priority 140 fwmark 7 goto 32766
    keep rule-goto "$("$record" dump 34 2)" ip -d -N -j -4 rule show
    does ip rule add priority 150 l3mdev
    keep rule-vrf "$("$record" dump 34 2)" ip -d -N -j -4 rule show
    does ip rule add priority 160 to 10.4.0.0/16 prohibit protocol 9
    keep rule-prohibit "$("$record" dump 34 2)" ip -d -N -j -4 rule show
    does ip -6 rule add priority 200 from fd00:1::/64 to fd00:2::7 iif lo ipproto tcp dport 22 table 1000
    keep rule-6 "$("$record" dump 34 10)" ip -d -N -j -6 rule show
    does ip -6 rule add priority 210 fwmark 0x80000000/0xc0000000 uidrange 0-0 suppress_prefixlength 64 table 255
    keep rule-6-mark "$("$record" dump 34 10)" ip -d -N -j -6 rule show
    does ip rule del priority 140
    keep rule-gone "$("$record" dump 34 2)" ip -d -N -j -4 rule show

    does ip route add 10.60.0.0/16 via inet6 fd00:1::1 dev d0
    keep route-via "$("$record" dump 26 2)" ip -d -N -j -4 route show table all
    does ip route add 10.61.0.0/16 nexthop via inet6 fd00:1::1 dev d0 weight 3 nexthop via 10.1.2.1 dev d0 nexthop dev d1
    keep route-via-multipath "$("$record" dump 26 2)" ip -d -N -j -4 route show table all

    ip link add name br0 type bridge vlan_filtering 1 mcast_snooping 0
    ip link set dev br0 addrgenmode none
    ip link set dev d1 master br0
    does bridge vlan add dev d1 vid 10-20 untagged
    keep vlans "$("$record" vlans)" bridge -compressvlans -j vlan show
    does bridge vlan add dev d1 vid 5 pvid untagged
    keep vlans-pvid "$("$record" vlans)" bridge -compressvlans -j vlan show
    does bridge vlan add dev br0 vid 30-4094 self
    keep vlans-self "$("$record" vlans)" bridge -compressvlans -j vlan show
    does bridge vlan del dev d1 vid 12-13
    keep vlans-gone "$("$record" vlans)" bridge -compressvlans -j vlan show
}

# What limits links: as VirtCore asks for it, so that the same may be asked for here.
traffic() {
    plain 4

    does tc qdisc add dev d0 root handle 1: tbf rate 8mbit burst 65536 limit 115536
    keep qdisc-tbf "$("$record" dump 38 0)" tc -j qdisc show
    does tc qdisc add dev d0 parent 1:1 fq_codel
    keep qdisc-fq_codel "$("$record" dump 38 0)" tc -j qdisc show
    does tc qdisc add dev d0 handle ffff: ingress
    keep qdisc-ingress "$("$record" dump 38 0)" tc -j qdisc show
    does tc filter add dev d0 parent ffff: prio 1 protocol all matchall action police rate 8mbit burst 65536 mtu 65536 conform-exceed drop
    keep filter-police "$("$record" traffic 46 d0 ffff0000)" tc -j filter show dev d0 parent ffff:
    does tc qdisc add dev d1 root handle 1: tbf rate 8mbit burst 100000 limit 150000 peakrate 16mbit minburst 65536
    keep qdisc-tbf-peak "$("$record" dump 38 0)" tc -j qdisc show
    does tc qdisc add dev d2 root handle 1: tbf rate 80gbit burst 67108864 limit 567108864
    keep qdisc-tbf-fast "$("$record" dump 38 0)" tc -j qdisc show

    does tc qdisc add dev d3 root handle 1: htb default 2
    keep qdisc-htb "$("$record" dump 38 0)" tc -j qdisc show
    does tc class add dev d3 parent 1: classid 1:1 htb rate 80gbit ceil 80gbit burst 67108864 cburst 67108864 quantum 60000
    keep class-htb-fast "$("$record" traffic 42 d3 0)" tc class show dev d3
    does tc class add dev d3 parent 1:1 classid 1:3 htb rate 4mbit ceil 8mbit burst 100000 cburst 100000 quantum 50000
    keep class-htb "$("$record" traffic 42 d3 0)" tc class show dev d3
    does tc filter add dev d3 parent 1: prio 4 protocol all u32 match ether dst 52:54:00:12:34:57 flowid 1:3
    local filter=$request answer
    keep filter-u32-ether "$("$record" traffic 46 d3 10000)" tc -N filter show dev d3 parent 1:
    # tc compares four bytes that stand on a border of four before and behind the frame's content. VirtCore begins where the frame does, 14 bytes before, which tc cannot say.
    filter=${filter/0000010000030400/0000010000030300}
    filter=${filter/0000ffff00005254f0ffffff00000000ffffffff00123457f4ffffff/ffffffff52540012f2ffffff00000000ffff000034560000f6ffffff}
    commands=("the request of filter-u32-ether.txt, with a priority of 3 and the keys 52540012/ffffffff at -14 and 34560000/ffff0000 at -10")
    answer=$("$record" ask "$filter")
    [ "${answer:32:8}" = 00000000 ]
    request=$filter
    keep filter-u32 "$("$record" traffic 46 d3 10000)" tc -N filter show dev d3 parent 1:
    does tc filter del dev d3 parent 1: prio 3 protocol all
    keep filter-gone "$("$record" traffic 46 d3 10000)" tc -N filter show dev d3 parent 1:
}

$3
