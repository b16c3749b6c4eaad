using System.Reflection;
using System.Runtime.CompilerServices;
using Tmds.Linux;
using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using VirtCore.Tool.Guest;

namespace VirtCore.LiveTests.Abi;

/// <summary>Everything in C# that mirrors C. A new struct is one line here; a new constant with C's name is found by itself.</summary>
internal static class KernelAbi
{
    private const string Capabilities =
        "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW "
        + "IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG "
        + "MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE";

    private const string Limits =
        "CPU FSIZE DATA STACK CORE RSS NPROC NOFILE MEMLOCK AS LOCKS SIGPENDING MSGQUEUE NICE RTPRIO RTTIME";

    // Names of ours for a C expression.
    private static readonly Dictionary<string, string> s_expressions = new()
    {
        ["F_SEAL_ALL"] = "F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE",
        ["NLA_TYPE_MASK"] = "(unsigned short)NLA_TYPE_MASK",
        // The size in it is of the struct's first version, which later kernels take too.
        ["PIDFD_GET_INFO"] = "_IOC(_IOC_DIR(PIDFD_GET_INFO), _IOC_TYPE(PIDFD_GET_INFO), _IOC_NR(PIDFD_GET_INFO), 64)",
    };

    // Types whose constants have C's names but for a prefix.
    private static readonly Dictionary<Type, string> s_prefixes = new()
    {
        [typeof(VG)] = "VG_",
        [typeof(vg_type)] = "VG_",
        [typeof(vg_step)] = "VG_STEP_",
    };

    /// <summary>The structs of ours, but for <see cref="KvmAbi.Structs"/>.</summary>
    public static IReadOnlyList<AbiStruct> Structs { get; } =
    [
        AbiStruct.Of<pidfd_info>(mayGrow: true),
        AbiStruct.Of<clone_args>(),
        AbiStruct.Of<vg_header>(),
        AbiStruct.SizeOf<vg_id>("((struct vg_request *)0)->id"),
        AbiStruct.Of<vg_part>(),
        AbiStruct.Of<vg_limit>(),
        AbiStruct.Of<vg_launch>(),
        AbiStruct.Of<vg_request>(),
        AbiStruct.Of<vg_answer>(),
        AbiStruct.Of<nlmsghdr>(),
        AbiStruct.Of<nlattr>(),
        AbiStruct.Of<nlmsgerr>(),
        AbiStruct.Of<sockaddr_nl>(),
        AbiStruct.Of<ifinfomsg>(),
        AbiStruct.Of<bridge_vlan_info>(),
        AbiStruct.Of<ifaddrmsg>(),
        AbiStruct.Of<ifa_cacheinfo>(),
        AbiStruct.Of<rtmsg>(),
        AbiStruct.Of<rtnexthop>(),
        AbiStruct.Of<fib_rule_hdr>(),
        AbiStruct.Of<fib_rule_uid_range>(),
        AbiStruct.Of<fib_rule_port_range>(),
        AbiStruct.Of<ndmsg>(),
        AbiStruct.Of<tcmsg>(),
        AbiStruct.Of<nfgenmsg>(),
        AbiStruct.Of<tc_htb_glob>(),
        AbiStruct.Of<tc_htb_opt>(),
        AbiStruct.Of<tc_u32_key>(),
        AbiStruct.Of<tc_u32_sel>(),
        AbiStruct.Of<tc_ratespec>(),
        AbiStruct.Of<tc_tbf_qopt>(),
        AbiStruct.Of<tc_police>(),
        AbiStruct.Of<ifreq>(),
        AbiStruct.Of<rtnl_link_stats64>(mayGrow: true),
    ];

    /// <summary>Those of Tmds.LibC's that are used.</summary>
    public static IReadOnlyDictionary<string, AbiStruct> LibCStructs { get; } = new Dictionary<string, AbiStruct>
    {
        [nameof(epoll_event)] = AbiStruct.Of<epoll_event>(),
        [nameof(epoll_data_t)] = AbiStruct.Of<epoll_data_t>("epoll_data_t"),
        [nameof(msghdr)] = AbiStruct.Of<msghdr>(),
        [nameof(cmsghdr)] = AbiStruct.Of<cmsghdr>(),
        [nameof(iovec)] = AbiStruct.Of<iovec>(),
        [nameof(sockaddr)] = AbiStruct.SizeOf<sockaddr>("struct sockaddr"),
        [nameof(sockaddr_un)] = AbiStruct.Of<sockaddr_un>(),
        [nameof(open_how)] = AbiStruct.Of<open_how>(mayGrow: true),
        [nameof(pollfd)] = AbiStruct.Of<pollfd>(),
        [nameof(stat)] = AbiStruct.Of<stat>(),
        [nameof(ssize_t)] = AbiStruct.SizeOf<ssize_t>("ssize_t"),
        [nameof(size_t)] = AbiStruct.SizeOf<size_t>("size_t"),
        [nameof(mode_t)] = AbiStruct.SizeOf<mode_t>("mode_t"),
        [nameof(ino_t)] = AbiStruct.SizeOf<ino_t>("ino_t"),
        [nameof(dev_t)] = AbiStruct.SizeOf<dev_t>("dev_t"),
        [nameof(off_t)] = AbiStruct.SizeOf<off_t>("off_t"),
        [nameof(uid_t)] = AbiStruct.SizeOf<uid_t>("uid_t"),
        [nameof(gid_t)] = AbiStruct.SizeOf<gid_t>("gid_t"),
        [nameof(pid_t)] = AbiStruct.SizeOf<pid_t>("pid_t"),
        [nameof(ulong_t)] = AbiStruct.SizeOf<ulong_t>("unsigned long"),
        [nameof(sa_family_t)] = AbiStruct.SizeOf<sa_family_t>("sa_family_t"),
        [nameof(socklen_t)] = AbiStruct.SizeOf<socklen_t>("socklen_t"),
    };

    /// <summary>The product's assemblies, which lie beside the tests.</summary>
    public static IEnumerable<string> Assemblies =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "VirtCore*.dll");

    /// <summary>Every constant.</summary>
    public static IReadOnlyList<AbiConstant> Constants { get; } =
    [
        .. Assemblies.SelectMany(UsedConstants.OfLibC).Distinct(),
        .. typeof(EventLoop).Assembly.GetTypes().Concat([typeof(InitramfsWriter), typeof(Requires)])
            .Where(static type => type != typeof(KVM))
            .SelectMany(static type => UsedConstants.Of(type, s_prefixes.GetValueOrDefault(type, ""), s_expressions)),
        .. KvmAbi.Constants,
        .. InOrder<LinuxCapability>("CAP_", Capabilities),
        .. InOrder<LimitedResource>("RLIMIT_", Limits),
        new("vg_id.Length", vg_id.Length, "VG_ID_LENGTH"),
        Room("DetachedProgram", "FileActionsSize", 1, "sizeof(posix_spawn_file_actions_t)"),
        Room("KvmTrial", "SignalSetRoom", 1, "sizeof(sigset_t)"),
        Room("ProcessSyscalls", "StatfsRoom", Unsafe.SizeOf<nint>(), "sizeof(struct statfs)"),
    ];

    // An enum with names of its own: C's names in the order of the values.
    private static IEnumerable<AbiConstant> InOrder<T>(string prefix, string names) where T : struct, Enum =>
        Enum.GetValues<T>().Zip(names.Split(' '), (value, name) => new AbiConstant($"{typeof(T).Name}.{value}", UsedConstants.ToInt64(value), prefix + name));

    private static AbiConstant Room(string type, string constant, int unit, string expression)
    {
        FieldInfo field = typeof(EventLoop).Assembly.GetType($"VirtCore.Interop.{type}", throwOnError: true)!
            .GetField(constant, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return new AbiConstant($"{type}.{constant}", unit * UsedConstants.ToInt64(field.GetRawConstantValue()!), expression, AtLeast: true);
    }
}
