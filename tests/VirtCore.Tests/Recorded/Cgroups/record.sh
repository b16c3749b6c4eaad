#!/bin/bash
# record.sh: run as root on a throw-away Linux with cgroup v2 alone (eng/lab -- this), prints what its control files say, under limits and after load.
# The first line says where it comes from; then "=== GROUP/FILE" and the file, for each file. GROUP is empty for the root.
set -u
root=/sys/fs/cgroup
printf '# Linux %s, cgroup v2 alone, %s CPUs; recorded by record.sh beside this file\n' "$(uname -r)" "$(nproc)"
exec 2>/dev/null

for controller in $(cat $root/cgroup.controllers); do echo "+$controller" >$root/cgroup.subtree_control; done
mkdir $root/vm
for controller in $(cat $root/vm/cgroup.controllers); do echo "+$controller" >$root/vm/cgroup.subtree_control; done
mkdir $root/vm/qemu $root/vm/helper $root/vm/island
group=$root/vm/qemu

echo 8 >/proc/sys/vm/nr_hugepages
dd if=/dev/zero of=/run/swap bs=1M count=32
modprobe brd rd_nr=1 rd_size=65536
modprobe null_blk nr_devices=2 gb=1 && disk=/dev/nullb0
loop=$(losetup -f --show /run/swap) && mkswap "$loop" && swapon "$loop"

echo 250 >$group/cpu.weight
echo '20000 50000' >$group/cpu.max
echo 10000 >$group/cpu.max.burst
echo 12.5 >$group/cpu.uclamp.min
echo 87.5 >$group/cpu.uclamp.max
echo 1 >$root/vm/helper/cpu.idle
echo 0-1 >$group/cpuset.cpus
echo 0 >$group/cpuset.mems
echo isolated >$root/vm/island/cpuset.cpus.partition
echo 1 >$root/vm/helper/cpuset.cpus
echo root >$root/vm/helper/cpuset.cpus.partition
echo 1M >$group/memory.min
echo 2M >$group/memory.low
echo 24M >$group/memory.high
echo 32M >$group/memory.max
echo 16M >$group/memory.swap.max
echo 12M >$group/memory.swap.high
echo 8M >$group/memory.zswap.max
echo 0 >$group/memory.zswap.writeback
echo 1 >$group/memory.oom.group
echo 12 >$group/pids.max
echo 4M >$group/hugetlb.2MB.max
echo 2M >$group/hugetlb.2MB.rsvd.max
device=$(cat "/sys/block/${disk#/dev/}/dev")
echo "$device rbps=20971520 wiops=500" >$group/io.max
echo "$(cat /sys/block/ram0/dev) wbps=1048576" >$group/io.max
echo "$device target=75000" >$group/io.latency
echo "$device enable=1 ctrl=user rpct=95.00 rlat=75000 wpct=95.00 wlat=150000 min=50.00 max=150.00" >$root/io.cost.qos
echo "$device ctrl=user model=linear rbps=2706339840 rseqiops=89698 rrandiops=110036 wbps=1063126016 wseqiops=135560 wrandiops=130734" >$root/io.cost.model
echo "default 200" >$group/io.weight
echo "$device 300" >$group/io.weight

# in GROUP COMMAND: runs it there, and waits.
in_group() { (echo $BASHPID >"$1/cgroup.procs" && shift && exec "$@") & wait $!; }
in_group $group dd if=$disk of=/dev/null bs=64k count=64 iflag=direct
in_group $group dd if=/dev/zero of=$disk bs=4k count=64 oflag=direct
in_group $group dd if=/dev/zero of=/dev/ram0 bs=64k count=8 oflag=direct
in_group $group bash -c 'i=0; while [ $i -lt 60000 ]; do i=$((i + 1)); done'
in_group $group bash -c 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do sleep 1 & done; wait'
# The soft limits would slow it down for minutes before the hard one kills it.
echo max >$group/memory.high
echo max >$group/memory.swap.high
in_group $group tail /dev/zero
echo 24M >$group/memory.high
echo 12M >$group/memory.swap.high

for directory in '' /vm/qemu /vm/helper /vm/island; do
    for file in $root$directory/*; do
        name=${file##*/}
        case $name in cgroup.* | *.numa_stat) continue ;; esac
        [ -f "$file" ] && text=$(cat "$file" && echo .) && printf '=== %s/%s\n%s' "$directory" "$name" "${text%.}"
    done
done
swapoff -a
