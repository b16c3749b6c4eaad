using System.Reflection;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.LiveTests.Abi;

/// <summary>All that mirrors linux/kvm.h, found by itself. It is held against the headers of the machine, and against recorded answers of newer ones.</summary>
internal static class KvmAbi
{
    // Types that have no name in C: the struct and the member that they are the type of.
    private static readonly Dictionary<string, (string Owner, string Member)> s_members = new()
    {
        [nameof(kvm_hyperv_exit_u)] = ("kvm_hyperv_exit", "u"),
        [nameof(kvm_hyperv_exit_synic)] = ("kvm_hyperv_exit", "u.synic"),
        [nameof(kvm_hyperv_exit_hcall)] = ("kvm_hyperv_exit", "u.hcall"),
        [nameof(kvm_hyperv_exit_syndbg)] = ("kvm_hyperv_exit", "u.syndbg"),
        [nameof(kvm_irq_routing_entry_u)] = ("kvm_irq_routing_entry", "u"),
        [nameof(kvm_irqchip_chip)] = ("kvm_irqchip", "chip"),
        [nameof(kvm_nested_state_hdr)] = ("kvm_nested_state", "hdr"),
        [nameof(kvm_run_tdx_unknown)] = ("kvm_run", "tdx.unknown"),
        [nameof(kvm_run_tdx_get_quote)] = ("kvm_run", "tdx.get_quote"),
        [nameof(kvm_run_tdx_get_tdvmcall_info)] = ("kvm_run", "tdx.get_tdvmcall_info"),
        [nameof(kvm_run_tdx_setup_event_notify)] = ("kvm_run", "tdx.setup_event_notify"),
        [nameof(kvm_vcpu_events_exception)] = ("kvm_vcpu_events", "exception"),
        [nameof(kvm_vcpu_events_interrupt)] = ("kvm_vcpu_events", "interrupt"),
        [nameof(kvm_vcpu_events_nmi)] = ("kvm_vcpu_events", "nmi"),
        [nameof(kvm_vcpu_events_smi)] = ("kvm_vcpu_events", "smi"),
        [nameof(kvm_vcpu_events_triple_fault)] = ("kvm_vcpu_events", "triple_fault"),
        [nameof(kvm_vmx_nested_state_hdr_smm)] = ("kvm_vmx_nested_state_hdr", "smm"),
        [nameof(kvm_xen_exit_u)] = ("kvm_xen_exit", "u"),
        [nameof(kvm_xen_exit_hcall)] = ("kvm_xen_exit", "u.hcall"),
    };

    // Structs, and fields, that came or changed after Linux 5.15: a macro that came with them.
    private static readonly Dictionary<string, string> s_since = new()
    {
        ["kvm_clock_data.pad0"] = "KVM_CLOCK_REALTIME",
        ["kvm_clock_data.realtime"] = "KVM_CLOCK_REALTIME",
        ["kvm_clock_data.host_tsc"] = "KVM_CLOCK_REALTIME",
        ["kvm_clock_data.pad"] = "KVM_CLOCK_REALTIME",
        ["kvm_irq_routing_xen_evtchn"] = "KVM_IRQ_ROUTING_XEN_EVTCHN",
        ["kvm_irq_routing_entry_u.xen_evtchn"] = "KVM_IRQ_ROUTING_XEN_EVTCHN",
        ["kvm_run_system_event"] = "KVM_SYSTEM_EVENT_SEV_TERM",
        ["kvm_run.system_event"] = "KVM_SYSTEM_EVENT_SEV_TERM",
        ["kvm_vcpu_events_triple_fault"] = "KVM_VCPUEVENT_VALID_TRIPLE_FAULT",
        ["kvm_vcpu_events.triple_fault"] = "KVM_VCPUEVENT_VALID_TRIPLE_FAULT",
        ["kvm_vcpu_events.reserved"] = "KVM_VCPUEVENT_VALID_TRIPLE_FAULT",
        ["kvm_run_notify"] = "KVM_EXIT_NOTIFY",
        ["kvm_run.notify"] = "KVM_EXIT_NOTIFY",
        ["kvm_run_hypercall.flags"] = "KVM_EXIT_HYPERCALL_LONG_MODE",
        ["kvm_userspace_memory_region2"] = "KVM_CAP_USER_MEMORY2",
        ["kvm_memory_attributes"] = "KVM_CAP_MEMORY_ATTRIBUTES",
        ["kvm_create_guest_memfd"] = "KVM_CREATE_GUEST_MEMFD",
        ["kvm_run_memory_fault"] = "KVM_EXIT_MEMORY_FAULT",
        ["kvm_run.memory_fault"] = "KVM_EXIT_MEMORY_FAULT",
        ["kvm_pre_fault_memory"] = "KVM_CAP_PRE_FAULT_MEMORY",
        ["kvm_run_tdx"] = "KVM_EXIT_TDX",
        ["kvm_run_tdx_unknown"] = "KVM_EXIT_TDX",
        ["kvm_run_tdx_get_quote"] = "KVM_EXIT_TDX",
        ["kvm_run_tdx_get_tdvmcall_info"] = "KVM_EXIT_TDX",
        ["kvm_run_tdx_setup_event_notify"] = "KVM_EXIT_TDX",
        ["kvm_run.tdx"] = "KVM_EXIT_TDX",
        ["kvm_exit_snp_req_certs"] = "KVM_EXIT_SNP_REQ_CERTS",
        ["kvm_run.snp_req_certs"] = "KVM_EXIT_SNP_REQ_CERTS",
        ["kvm_svm_nested_state_hdr"] = "KVM_X86_QUIRK_NESTED_SVM_SHARED_PAT",
        ["kvm_nested_state_hdr.svm"] = "KVM_X86_QUIRK_NESTED_SVM_SHARED_PAT",
    };

    // C's names that do not begin with KVM_.
    private static readonly Dictionary<string, string> s_expressions = new()
    {
        ["GUEST_MEMFD_FLAG_MMAP"] = "GUEST_MEMFD_FLAG_MMAP",
        ["GUEST_MEMFD_FLAG_INIT_SHARED"] = "GUEST_MEMFD_FLAG_INIT_SHARED",
    };

    /// <summary>The structs' types.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(EventLoop).Assembly.GetTypes()
            .Where(static type => type is { Namespace: "VirtCore.Interop.Uapi", IsValueType: true, IsNested: false } && type.Name.StartsWith("kvm_", StringComparison.Ordinal))
            .OrderBy(static type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>The structs.</summary>
    public static IReadOnlyList<AbiStruct> Structs { get; } = [.. Types.Select(StructOf)];

    /// <summary>The constants. Those that the headers do not know are left out there.</summary>
    public static IReadOnlyList<AbiConstant> Constants { get; } =
    [
        .. UsedConstants.Of(typeof(KVM), "KVM_", s_expressions).Select(static constant => constant with { Since = constant.Expression })
            .OrderBy(static constant => constant.Expression, StringComparer.Ordinal),
    ];

    /// <summary>All that C is asked.</summary>
    public static IEnumerable<AbiConstant> Questions => [.. Constants, .. Structs.SelectMany(static type => type.Questions())];

    private static AbiStruct StructOf(Type type)
    {
        MethodInfo of = typeof(AbiStruct).GetMethod(nameof(AbiStruct.Of))!.MakeGenericMethod(type);
        var plain = (AbiStruct)of.Invoke(null, [CName(type.Name), false])!;
        return plain with
        {
            Since = s_since.GetValueOrDefault(type.Name),
            Fields = [.. plain.Fields.Select(field => field with { Since = s_since.GetValueOrDefault($"{type.Name}.{field.Name}") })],
        };
    }

    private static string CName(string name)
    {
        const string Run = "kvm_run_";
        (string Owner, string Member)? member = s_members.TryGetValue(name, out (string, string) listed) ? listed
            : name.StartsWith(Run, StringComparison.Ordinal) ? ("kvm_run", name[Run.Length..])
            : null;
        return member is { } of ? $"__typeof__(((struct {of.Owner} *)0)->{of.Member})" : $"struct {name}";
    }
}
