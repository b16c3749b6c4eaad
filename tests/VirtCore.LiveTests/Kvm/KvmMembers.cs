using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm;

/// <summary>Every public member of KVM's types that has to do with a descriptor. A test says when one is missing here.</summary>
internal static class KvmMembers
{
    private const string Page = "it reads or writes the page that the vCPU shares with the kernel";
    private const string Known = "it says what the object knows";
    private const KvmCapability NoCapability = (KvmCapability)int.MaxValue;

    private static readonly Lazy<KvmVmState> s_state = new(static () =>
    {
        using var machine = new KvmObjects();
        return machine.Vm.SaveState();
    });

    public static IReadOnlyList<KvmMember<KvmSystem>> System { get; } =
    [
        new("ApiVersion", static system => _ = system.ApiVersion),
        new("VcpuMmapSize", static system => _ = system.VcpuMmapSize),
        new("VmTypes", static system => _ = system.VmTypes, SharedWith: KvmKinds.Vm),
        new("CheckExtension", static system => system.CheckExtension(KvmCapability.UserMemory), SharedWith: KvmKinds.Vm),
        new("CreateVm", static system => system.CreateVm().Dispose()),
        new("GetSupportedCpuid", static system => system.GetSupportedCpuid()),
        new("GetEmulatedCpuid", static system => system.GetEmulatedCpuid()),
        new("GetSupportedHyperVCpuid", static system => system.GetSupportedHyperVCpuid(), SharedWith: KvmKinds.Vcpu),
        new("GetMsrIndexList", static system => system.GetMsrIndexList()),
        new("GetMsrFeatureIndexList", static system => system.GetMsrFeatureIndexList()),
        new("GetFeatureMsrs", static system => system.GetFeatureMsrs(new KvmMsrEntry[1]), SharedWith: KvmKinds.Vcpu),
    ];

    public static IReadOnlyList<KvmMember<KvmVm>> Vm { get; } =
    [
        new("CheckExtension", static vm => vm.CheckExtension(KvmCapability.UserMemory), SharedWith: KvmKinds.System),
        new("EnableCap", static vm => vm.EnableCap(NoCapability)),
        new("OpenStatistics", static vm => vm.OpenStatistics().Dispose(), SharedWith: KvmKinds.Vcpu),
        new("MemorySlots", static vm => _ = vm.MemorySlots, Known),
        new("AddMemory", static vm => WithMemory(memory => vm.AddMemory(memory))),
        new("SetUserMemoryRegion", static vm => WithMemory(memory => vm.SetUserMemoryRegion(7, 1 << 30, memory.Regions[0]))),
        new("CreateGuestMemfd", static vm => vm.CreateGuestMemfd(4096).Dispose()),
        new("SetMemoryAttributes", static vm => vm.SetMemoryAttributes(0, 4096, isPrivate: true)),
        new("Vcpus", static vm => _ = vm.Vcpus, Known),
        new("CreateVcpu", static vm => vm.CreateVcpu(3)),
        new("SetBootCpuId", static vm => vm.SetBootCpuId(1)),
        new("CreateDevice", static vm => vm.CreateDevice(KvmCreateDeviceType.Vfio)),
        new("CanCreateDevice", static vm => vm.CanCreateDevice(KvmCreateDeviceType.Vfio)),
        new("GetClock", static vm => vm.GetClock()),
        new("SetClock", static vm => vm.SetClock(default)),
        new("SetTscKhz", static vm => vm.SetTscKhz(1), SharedWith: KvmKinds.Vcpu),
        new("GetTscKhz", static vm => vm.GetTscKhz(), SharedWith: KvmKinds.Vcpu),
        new("SetTssAddress", static vm => vm.SetTssAddress()),
        new("SetIdentityMapAddress", static vm => vm.SetIdentityMapAddress(0xFFFBC000)),
        new("HasAttribute", static vm => vm.HasAttribute(0, 0), SharedWith: KvmKinds.System | KvmKinds.Vcpu),
        new("CreateIrqchip", static vm => vm.CreateIrqchip()),
        new("EnableSplitIrqchip", static vm => vm.EnableSplitIrqchip()),
        new("CreatePit", static vm => vm.CreatePit()),
        new("SetIrqLine", static vm => vm.SetIrqLine(1, true)),
        new("SetGsiRouting", static vm => vm.SetGsiRouting(KvmIrqRoute.ToMsi(5, 0xFEE00000, 0x20))),
        new("SignalMsi", static vm => vm.SignalMsi(default)),
        new("AddIrqfd", static vm => WithEvent(trigger => vm.AddIrqfd(trigger, 5).Dispose())),
        new("GetIrqchip", static vm => vm.GetIrqchip(KvmIrqchip.Ioapic)),
        new("SetIrqchip", static vm => vm.SetIrqchip(default)),
        new("GetPit", static vm => vm.GetPit()),
        new("SetPit", static vm => vm.SetPit(default)),
        new("AddPortIoeventfd", static vm => WithEvent(target => vm.AddPortIoeventfd(target, 0x500, 1).Dispose())),
        new("AddIoeventfd", static vm => WithEvent(target => vm.AddIoeventfd(target, 1UL << 40, 4).Dispose())),
        new("RegisterCoalescedMmio", static vm => vm.RegisterCoalescedMmio(1UL << 40, 8).Dispose()),
        new("RegisterCoalescedPio", static vm => vm.RegisterCoalescedPio(0x500, 1).Dispose()),
        .. VmState,
    ];

    /// <summary>Those of a VM that use its vCPUs' descriptors too.</summary>
    public static IReadOnlyList<KvmMember<KvmVm>> VmState =>
    [
        new("SaveState", static vm => vm.SaveState()),
        new("RestoreState", static vm => vm.RestoreState(s_state.Value)),
    ];

    public static IReadOnlyList<KvmMember<KvmVcpu>> Vcpu { get; } =
    [
        new("Id", static vcpu => _ = vcpu.Id, Known),
        new("Vm", static vcpu => _ = vcpu.Vm, Known),
        new("EnableCap", static vcpu => vcpu.EnableCap(NoCapability)),
        new("OpenStatistics", static vcpu => vcpu.OpenStatistics().Dispose(), SharedWith: KvmKinds.Vm),
        new("Run", static vcpu => vcpu.Run()),
        new("CompleteExit", static vcpu => vcpu.CompleteExit()),
        new("Kick", static vcpu => vcpu.Kick(), "it writes the shared page, and signals a thread if one runs the vCPU"),
        new("ReleaseThread", static vcpu => vcpu.ReleaseThread(), Known),
        new("GetRegs", static vcpu => vcpu.GetRegs()),
        new("SetRegs", static vcpu => vcpu.SetRegs(default)),
        new("GetSregs", static vcpu => vcpu.GetSregs()),
        new("SetSregs", static vcpu => vcpu.SetSregs(default)),
        new("GetSregs2", static vcpu => vcpu.GetSregs2()),
        new("SetSregs2", static vcpu => vcpu.SetSregs2(default)),
        new("GetFpu", static vcpu => vcpu.GetFpu()),
        new("SetFpu", static vcpu => vcpu.SetFpu(default)),
        new("XsaveSize", static vcpu => _ = vcpu.XsaveSize, "it asks the VM"),
        new("GetXsave", static vcpu => vcpu.GetXsave(new byte[1 << 16])),
        new("SetXsave", static vcpu => vcpu.SetXsave(new byte[1 << 16])),
        new("GetXcr0", static vcpu => vcpu.GetXcr0()),
        new("SetXcr0", static vcpu => vcpu.SetXcr0(1)),
        new("GetDebugRegs", static vcpu => vcpu.GetDebugRegs()),
        new("SetDebugRegs", static vcpu => vcpu.SetDebugRegs(default)),
        new("GetVcpuEvents", static vcpu => vcpu.GetVcpuEvents()),
        new("SetVcpuEvents", static vcpu => vcpu.SetVcpuEvents(default)),
        new("GetMpState", static vcpu => vcpu.GetMpState()),
        new("SetMpState", static vcpu => vcpu.SetMpState(KvmMpState.Runnable)),
        new("GetLapic", static vcpu => vcpu.GetLapic()),
        new("SetLapic", static vcpu => vcpu.SetLapic(default)),
        new("GetCpuid", static vcpu => vcpu.GetCpuid()),
        new("SetCpuid", static vcpu => vcpu.SetCpuid([])),
        new("GetMsrs", static vcpu => vcpu.GetMsrs(new KvmMsrEntry[1]), SharedWith: KvmKinds.System),
        new("SetMsrs", static vcpu => vcpu.SetMsrs([])),
        new("GetTscKhz", static vcpu => vcpu.GetTscKhz(), SharedWith: KvmKinds.Vm),
        new("SetTscKhz", static vcpu => vcpu.SetTscKhz(1), SharedWith: KvmKinds.Vm),
        new("Translate", static vcpu => vcpu.Translate(0)),
        new("ReadyForInterruptInjection", static vcpu => _ = vcpu.ReadyForInterruptInjection, Page),
        new("RequestInterruptWindow", static vcpu => _ = vcpu.RequestInterruptWindow, Page),
        new("RequestInterruptWindow=", static vcpu => vcpu.RequestInterruptWindow = false, Page),
        new("InterruptFlag", static vcpu => _ = vcpu.InterruptFlag, Page),
        new("Interrupt", static vcpu => vcpu.Interrupt(0x20)),
        new("Nmi", static vcpu => vcpu.Nmi()),
        new("SetGuestDebug", static vcpu => vcpu.SetGuestDebug(KvmGuestDebugFlags.None)),
        new("KvmclockCtrl", static vcpu => vcpu.KvmclockCtrl()),
        new("HasAttribute", static vcpu => vcpu.HasAttribute(0, 0), SharedWith: KvmKinds.System | KvmKinds.Vm),
        new("SyncedRegs", static vcpu => _ = vcpu.SyncedRegs, Page),
        new("SyncedRegs=", static vcpu => vcpu.SyncedRegs = KvmSyncRegs.Regs | KvmSyncRegs.Sregs, Page),
        new("GetSyncedRegs", static vcpu => vcpu.GetSyncedRegs(), Page),
        new("SetSyncedRegs", static vcpu => vcpu.SetSyncedRegs(default), Page),
        new("GetSyncedSregs", static vcpu => vcpu.GetSyncedSregs(), Page),
        new("SetSyncedSregs", static vcpu => vcpu.SetSyncedSregs(default), Page),
        new("HasPendingExit", static vcpu => _ = vcpu.HasPendingExit, Page),
        new("TryReadCoalesced", static vcpu => vcpu.TryReadCoalesced(out _), Page),
    ];

    public static IReadOnlyList<KvmMember<KvmDevice>> Device { get; } =
    [
        new("Type", static device => _ = device.Type, Known),
        new("HasAttribute", static device => device.HasAttribute(0, 0), SharedWith: KvmKinds.System | KvmKinds.Vm | KvmKinds.Vcpu),
        new("GetAttribute", static device => GetAttribute(device), SharedWith: KvmKinds.System | KvmKinds.Vm | KvmKinds.Vcpu),
        new("SetAttribute", static device => device.SetAttribute(0, ulong.MaxValue, 0), SharedWith: KvmKinds.System | KvmKinds.Vm | KvmKinds.Vcpu),
    ];

    public static IReadOnlyList<KvmMember<KvmMemorySlot>> Slot { get; } =
    [
        new("Vm", static slot => _ = slot.Vm, Known),
        new("Number", static slot => _ = slot.Number, Known),
        new("GuestAddress", static slot => _ = slot.GuestAddress, Known),
        new("Length", static slot => _ = slot.Length, Known),
        new("PageCount", static slot => _ = slot.PageCount, Known),
        new("Region", static slot => _ = slot.Region, Known),
        new("Flags", static slot => _ = slot.Flags, Known),
        new("GuestMemfd", static slot => _ = slot.GuestMemfd, Known),
        new("GuestMemfdOffset", static slot => _ = slot.GuestMemfdOffset, Known),
        new("IsRemoved", static slot => _ = slot.IsRemoved, Known),
        new("Move", static slot => slot.Move(1 << 24)),
        new("SetFlags", static slot => slot.SetFlags(KvmMemoryFlags.LogDirtyPages)),
        new("Remove", static slot => slot.Remove()),
    ];

    public static IReadOnlyList<KvmMember<KvmStatistics>> Statistics { get; } =
    [
        new("Id", static statistics => _ = statistics.Id, Known),
        new("Entries", static statistics => _ = statistics.Entries, Known),
        new("Refresh", static statistics => statistics.Refresh()),
        new("ValuesOf", static statistics => statistics.ValuesOf(statistics.Entries[0]), Known),
        new("TryFind", static statistics => statistics.TryFind("exits", out _), Known),
    ];

    public static IReadOnlyList<KvmMember<GuestMemory>> Memory { get; } =
    [
        new("Regions", static memory => _ = memory.Regions, Known),
        new("GetSpan", static memory => memory.GetSpan(0, 1)),
        new("TryGetSpan", static memory => memory.TryGetSpan(0, 1, out _)),
        new("Read", static memory => memory.Read<int>(0)),
        new("Write", static memory => memory.Write(0, 1)),
        new("VolatileRead", static memory => memory.VolatileRead<int>(0)),
        new("VolatileWrite", static memory => memory.VolatileWrite(0, 1)),
        new("CopyTo", static memory => memory.CopyTo(0, new byte[1])),
        new("CopyFrom", static memory => memory.CopyFrom(0, new byte[1])),
        new("Discard", static memory => memory.Discard(0, 4096)),
        new("Prefault", static memory => memory.Prefault()),
    ];

    private static void GetAttribute(KvmDevice device)
    {
        ulong value = 0;
        device.GetAttribute(0, ulong.MaxValue, ref value);
    }

    private static void WithEvent(Action<EventFd> call)
    {
        using var descriptor = new EventFd();
        call(descriptor);
    }

    private static void WithMemory(Action<GuestMemory> call)
    {
        using GuestMemory memory = GuestMemory.Create(new GuestMemoryRegionOptions(1 << 30, 4096));
        call(memory);
    }
}
