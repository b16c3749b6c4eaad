namespace VirtCore.Tests.Cgroups;

/// <summary>What /proc says of its cgroups on machines of every kind: <c>/proc/self/mountinfo</c> and <c>/proc/self/cgroup</c>, after the form of Linux 5.4 to 6.18.</summary>
internal static class CgroupMachines
{
    // systemd 252 on Debian 12, from a shell of user 1000.
    public static (string Mounts, string Own) Unified { get; } = (
        """
        21 26 0:19 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
        22 26 0:20 / /proc rw,nosuid,nodev,noexec,relatime shared:13 - proc proc rw
        23 26 0:5 / /dev rw,nosuid,relatime shared:2 - devtmpfs udev rw,size=4026408k,nr_inodes=1006602,mode=755,inode64
        26 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,discard,errors=remount-ro
        27 21 0:6 / /sys/kernel/security rw,nosuid,nodev,noexec,relatime shared:8 - securityfs securityfs rw
        30 21 0:25 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
        31 21 0:26 / /sys/fs/pstore rw,nosuid,nodev,noexec,relatime shared:10 - pstore pstore rw

        """,
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-host@1.service\n");

    // systemd.unified_cgroup_hierarchy=0: version 1 has the controllers, version 2 the service manager's tree.
    public static (string Mounts, string Own) Hybrid { get; } = (
        """
        24 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
        25 24 0:22 / /sys rw,nosuid,nodev,noexec,relatime shared:6 - sysfs sysfs rw
        31 25 0:26 / /sys/fs/cgroup ro,nosuid,nodev,noexec shared:9 - tmpfs tmpfs ro,mode=755
        32 31 0:27 / /sys/fs/cgroup/unified rw,nosuid,nodev,noexec,relatime shared:10 - cgroup2 cgroup2 rw,nsdelegate
        33 31 0:28 / /sys/fs/cgroup/systemd rw,nosuid,nodev,noexec,relatime shared:11 - cgroup cgroup rw,xattr,name=systemd
        36 31 0:32 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid,nodev,noexec,relatime shared:15 - cgroup cgroup rw,cpu,cpuacct
        37 31 0:33 / /sys/fs/cgroup/memory rw,nosuid,nodev,noexec,relatime shared:16 - cgroup cgroup rw,memory

        """,
        "4:memory:/system.slice/host.service\n3:cpu,cpuacct:/system.slice/host.service\n1:name=systemd:/system.slice/host.service\n0::/system.slice/host.service\n");

    // A container with a cgroup namespace of its own, read-only as Docker mounts it.
    public static (string Mounts, string Own) Container { get; } = (
        """
        1570 1409 0:102 / / rw,relatime master:475 - overlay overlay rw,lowerdir=/a:/b,upperdir=/c,workdir=/d
        1571 1570 0:105 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
        1574 1570 0:108 / /sys ro,nosuid,nodev,noexec,relatime - sysfs sysfs ro
        1575 1574 0:29 / /sys/fs/cgroup ro,nosuid,nodev,noexec,relatime - cgroup2 cgroup rw,nsdelegate,memory_recursiveprot

        """,
        "0::/\n");

    // --cgroupns=host: the mount shows the container's part of a tree whose paths are the machine's.
    public static (string Mounts, string Own) ContainerInHostNamespace { get; } = (
        """
        900 800 0:60 / / rw,relatime - overlay overlay rw,lowerdir=/a
        905 900 0:62 / /sys rw,nosuid,nodev,noexec,relatime - sysfs sysfs rw
        906 905 0:29 /system.slice/docker-0a1b.scope /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime - cgroup2 cgroup rw

        """,
        "0::/system.slice/docker-0a1b.scope/payload\n");

    // Rootless podman in a user namespace, entered after the cgroup namespace was made: the own cgroup is outside of it.
    public static (string Mounts, string Own) OutsideOfItsNamespace { get; } = (
        """
        700 600 0:60 / / rw,relatime - overlay overlay rw
        705 700 0:62 / /sys ro,nosuid,nodev,noexec,relatime - sysfs sysfs rw
        706 705 0:29 /../../../user@1000.service/user.slice /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime - cgroup2 cgroup2 rw

        """,
        "0::/../../../user@1000.service/app.slice/host\n");

    public static (string Mounts, string Own) OnlyVersion1 { get; } = (
        """
        17 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
        18 17 0:17 / /sys rw,relatime - sysfs sysfs rw
        25 18 0:20 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
        26 25 0:21 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
        27 25 0:22 / /sys/fs/cgroup/net_cls,net_prio rw,relatime - cgroup cgroup rw,net_cls,net_prio

        """,
        "2:net_cls,net_prio:/\n1:cpuset:/\n");

    // An initramfs mounts /sys first and moves it below the new root afterwards, so the root is listed behind it.
    public static (string Mounts, string Own) RootMountedLater { get; } = (
        """
        20 34 0:19 / /sys rw - sysfs sysfs rw
        22 20 0:29 / /sys/fs/cgroup rw - cgroup2 none rw
        34 1 0:30 / / rw - overlay overlay rw

        """,
        "0::/\n");

    // Mounted over, beside and twice, in a directory whose name needs escaping; the source is empty.
    public static (string Mounts, string Own) Several { get; } = (
        """
        20 1 8:1 / / rw - ext4 /dev/sda1 rw
        21 20 0:29 / /mnt/hidden/cgroup rw - cgroup2 none rw
        22 20 0:31 / /mnt/hidden rw - tmpfs tmpfs rw
        23 20 0:29 / /mnt/over rw - cgroup2 none rw
        24 23 0:32 / /mnt/over rw - tmpfs tmpfs rw
        25 20 0:29 /elsewhere /mnt/part rw - cgroup2 none rw
        26 20 0:29 / /mnt/two\040words\134and\011more rw,relatime shared:1 master:2 propagate_from:3 unbindable - cgroup2  rw,favordynmods

        """,
        "0::/here\n");

    public static IEnumerable<(string Mounts, string Own)> All =>
        [Unified, Hybrid, Container, ContainerInHostNamespace, OutsideOfItsNamespace, OnlyVersion1, RootMountedLater, Several];
}
