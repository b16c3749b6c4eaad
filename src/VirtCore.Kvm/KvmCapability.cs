using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>What a KVM may be able to do, by the kernel's number: <c>KVM_CAP_*</c>, for <see cref="KvmSystem.CheckExtension"/> and <see cref="KvmVm.CheckExtension"/>.</summary>
/// <remarks>
/// Where nothing else is said, the value is 1. A version is Linux's that brought it; where there is none, the capability is older than Linux 3.5, is not for x86, or its version is not known here.
/// A number without a name here is passed on as it is. See <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.
/// </remarks>
public enum KvmCapability
{
    /// <summary>The kernel can emulate the interrupt controllers: local APICs, PICs and I/O APIC. (<c>KVM_CAP_IRQCHIP</c>)</summary>
    Irqchip = KVM.CAP_IRQCHIP,

    /// <summary>The guest's HLT leaves the guest, or waits in the kernel if the interrupt controllers are there. (<c>KVM_CAP_HLT</c>)</summary>
    Hlt = KVM.CAP_HLT,

    /// <summary>The number of shadow pages of a VM can be limited, by <c>KVM_SET_NR_MMU_PAGES</c>. (<c>KVM_CAP_MMU_SHADOW_CACHE_CONTROL</c>)</summary>
    MmuShadowCacheControl = KVM.CAP_MMU_SHADOW_CACHE_CONTROL,

    /// <summary>Guest memory is memory of this process. Every KVM of today has it. (<c>KVM_CAP_USER_MEMORY</c>)</summary>
    UserMemory = KVM.CAP_USER_MEMORY,

    /// <summary>The three pages that Intel's real mode needs can be placed. (<c>KVM_CAP_SET_TSS_ADDR</c>)</summary>
    SetTssAddr = KVM.CAP_SET_TSS_ADDR,

    /// <summary>Accesses to the task priority can be reported, and its register be shared with the guest, for Windows of old. (<c>KVM_CAP_VAPIC</c>)</summary>
    Vapic = KVM.CAP_VAPIC,

    /// <summary>CPUID is set by leaf and index, and the supported leaves can be asked for. (<c>KVM_CAP_EXT_CPUID</c>)</summary>
    ExtCpuid = KVM.CAP_EXT_CPUID,

    /// <summary>The guest is offered a paravirtual clock. (<c>KVM_CAP_CLOCKSOURCE</c>)</summary>
    Clocksource = KVM.CAP_CLOCKSOURCE,

    /// <summary>How many vCPUs a VM should have at most: as many as there are processors on new kernels. (<c>KVM_CAP_NR_VCPUS</c>)</summary>
    NrVcpus = KVM.CAP_NR_VCPUS,

    /// <summary>How many memory slots a VM has at most, in each address space. (<c>KVM_CAP_NR_MEMSLOTS</c>)</summary>
    NrMemslots = KVM.CAP_NR_MEMSLOTS,

    /// <summary>The kernel can emulate the timer of the PC/AT, by a call that <see cref="Pit2"/> has replaced. (<c>KVM_CAP_PIT</c>)</summary>
    Pit = KVM.CAP_PIT,

    /// <summary>The guest is told that it needs no delay between port accesses. (<c>KVM_CAP_NOP_IO_DELAY</c>)</summary>
    NopIoDelay = KVM.CAP_NOP_IO_DELAY,

    /// <summary>The guest could change its page tables by hypercalls. Gone long since. (<c>KVM_CAP_PV_MMU</c>)</summary>
    PvMmu = KVM.CAP_PV_MMU,

    /// <summary>What a vCPU of several does (runs, halts, waits for a start) can be read and written. (<c>KVM_CAP_MP_STATE</c>)</summary>
    MpState = KVM.CAP_MP_STATE,

    /// <summary>Writes to chosen addresses can be collected in a ring. The value is the ring's page in the vCPU's shared pages. (<c>KVM_CAP_COALESCED_MMIO</c>)</summary>
    CoalescedMmio = KVM.CAP_COALESCED_MMIO,

    /// <summary>When the host moves, swaps or unmaps the memory behind the guest's, the guest follows. (<c>KVM_CAP_SYNC_MMU</c>)</summary>
    SyncMmu = KVM.CAP_SYNC_MMU,

    /// <summary>A device of the host can be given to a guest by KVM itself. Gone since Linux 4.12: VFIO does it. (<c>KVM_CAP_IOMMU</c>)</summary>
    Iommu = KVM.CAP_IOMMU,

    /// <summary>Memory slots can be deleted. Every KVM of today has it. (<c>KVM_CAP_DESTROY_MEMORY_REGION_WORKS</c>)</summary>
    DestroyMemoryRegionWorks = KVM.CAP_DESTROY_MEMORY_REGION_WORKS,

    /// <summary>A non-maskable interrupt can be sent to a vCPU. (<c>KVM_CAP_USER_NMI</c>)</summary>
    UserNmi = KVM.CAP_USER_NMI,

    /// <summary>The guest can be debugged from outside: stepped, and stopped at breakpoints. (<c>KVM_CAP_SET_GUEST_DEBUG</c>)</summary>
    SetGuestDebug = KVM.CAP_SET_GUEST_DEBUG,

    /// <summary>Whether the timer repeats ticks that a guest missed can be chosen. (<c>KVM_CAP_REINJECT_CONTROL</c>)</summary>
    ReinjectControl = KVM.CAP_REINJECT_CONTROL,

    /// <summary>What an interrupt line leads to can be set: a pin or a message. The value is how many routes there may be. (<c>KVM_CAP_IRQ_ROUTING</c>)</summary>
    IrqRouting = KVM.CAP_IRQ_ROUTING,

    /// <summary>Raising a line tells whether the interrupt was delivered, merged with one that waits, or ignored. (<c>KVM_CAP_IRQ_INJECT_STATUS</c>)</summary>
    IrqInjectStatus = KVM.CAP_IRQ_INJECT_STATUS,

    /// <summary>Interrupts of a device that KVM itself gave to a guest. Gone since Linux 4.12. (<c>KVM_CAP_ASSIGN_DEV_IRQ</c>)</summary>
    AssignDevIrq = KVM.CAP_ASSIGN_DEV_IRQ,

    /// <summary>A memory slot may lie where one was just deleted. Every KVM of today has it. (<c>KVM_CAP_JOIN_MEMORY_REGIONS_WORKS</c>)</summary>
    JoinMemoryRegionsWorks = KVM.CAP_JOIN_MEMORY_REGIONS_WORKS,

    /// <summary>Machine checks can be set up and injected. The value is the number of banks. (<c>KVM_CAP_MCE</c>)</summary>
    Mce = KVM.CAP_MCE,

    /// <summary>An eventfd can raise an interrupt. (<c>KVM_CAP_IRQFD</c>)</summary>
    Irqfd = KVM.CAP_IRQFD,

    /// <summary>The kernel can emulate the timer of the PC/AT, with flags. (<c>KVM_CAP_PIT2</c>)</summary>
    Pit2 = KVM.CAP_PIT2,

    /// <summary>The vCPU that boots first can be chosen. (<c>KVM_CAP_SET_BOOT_CPU_ID</c>)</summary>
    SetBootCpuId = KVM.CAP_SET_BOOT_CPU_ID,

    /// <summary>The timer's state is read and written with its flags. (<c>KVM_CAP_PIT_STATE2</c>)</summary>
    PitState2 = KVM.CAP_PIT_STATE2,

    /// <summary>A guest's write to a port or an address can signal an eventfd without leaving the kernel. (<c>KVM_CAP_IOEVENTFD</c>)</summary>
    Ioeventfd = KVM.CAP_IOEVENTFD,

    /// <summary>The page table that Intel's real mode needs can be placed. (<c>KVM_CAP_SET_IDENTITY_MAP_ADDR</c>)</summary>
    SetIdentityMapAddr = KVM.CAP_SET_IDENTITY_MAP_ADDR,

    /// <summary>Guests that expect Xen can run. The value says what of Xen there is, as bits (<c>KVM_XEN_HVM_CONFIG_*</c>). (<c>KVM_CAP_XEN_HVM</c>)</summary>
    XenHvm = KVM.CAP_XEN_HVM,

    /// <summary>The paravirtual clock can be read and set. The value is the flags that it comes with (<c>KVM_CLOCK_*</c>). (<c>KVM_CAP_ADJUST_CLOCK</c>)</summary>
    AdjustClock = KVM.CAP_ADJUST_CLOCK,

    /// <summary>An internal error comes with data about it. (<c>KVM_CAP_INTERNAL_ERROR_DATA</c>)</summary>
    InternalErrorData = KVM.CAP_INTERNAL_ERROR_DATA,

    /// <summary>Exceptions, interrupts and NMIs that are under way can be read and written. (<c>KVM_CAP_VCPU_EVENTS</c>)</summary>
    VcpuEvents = KVM.CAP_VCPU_EVENTS,

    /// <summary>The program status word lies in the shared page. For s390. (<c>KVM_CAP_S390_PSW</c>)</summary>
    S390Psw = KVM.CAP_S390_PSW,

    /// <summary>The segment state can be read and written. For PowerPC. (<c>KVM_CAP_PPC_SEGSTATE</c>)</summary>
    PpcSegstate = KVM.CAP_PPC_SEGSTATE,

    /// <summary>The guest is offered what Hyper-V offers. (<c>KVM_CAP_HYPERV</c>)</summary>
    Hyperv = KVM.CAP_HYPERV,

    /// <summary>Hyper-V's MSRs for the local APIC. (<c>KVM_CAP_HYPERV_VAPIC</c>)</summary>
    HypervVapic = KVM.CAP_HYPERV_VAPIC,

    /// <summary>Hyper-V's notice of a long spin. (<c>KVM_CAP_HYPERV_SPIN</c>)</summary>
    HypervSpin = KVM.CAP_HYPERV_SPIN,

    /// <summary>Devices of other PCI segments than the first could be assigned. Gone since Linux 4.12. (<c>KVM_CAP_PCI_SEGMENT</c>)</summary>
    PciSegment = KVM.CAP_PCI_SEGMENT,

    /// <summary>Paired single floats are emulated. For PowerPC. (<c>KVM_CAP_PPC_PAIRED_SINGLES</c>)</summary>
    PpcPairedSingles = KVM.CAP_PPC_PAIRED_SINGLES,

    /// <summary>The shadow of an interrupt (after STI or MOV SS) is part of the vCPU's events. (<c>KVM_CAP_INTR_SHADOW</c>)</summary>
    IntrShadow = KVM.CAP_INTR_SHADOW,

    /// <summary>The debug registers can be read and written. (<c>KVM_CAP_DEBUGREGS</c>)</summary>
    Debugregs = KVM.CAP_DEBUGREGS,

    /// <summary>Stepping works even where the guest touches the trap flag. (<c>KVM_CAP_X86_ROBUST_SINGLESTEP</c>)</summary>
    X86RobustSinglestep = KVM.CAP_X86_ROBUST_SINGLESTEP,

    /// <summary>Hypercalls of Mac-on-Linux can be taken. For PowerPC. (<c>KVM_CAP_PPC_OSI</c>)</summary>
    PpcOsi = KVM.CAP_PPC_OSI,

    /// <summary>An interrupt can be taken back. For PowerPC. (<c>KVM_CAP_PPC_UNSET_IRQ</c>)</summary>
    PpcUnsetIrq = KVM.CAP_PPC_UNSET_IRQ,

    /// <summary>Capabilities can be switched on for a vCPU. (<c>KVM_CAP_ENABLE_CAP</c>)</summary>
    EnableCap = KVM.CAP_ENABLE_CAP,

    /// <summary>The extended state can be read and written. For what needs more than 4096 bytes, see <see cref="Xsave2"/>. (<c>KVM_CAP_XSAVE</c>)</summary>
    Xsave = KVM.CAP_XSAVE,

    /// <summary>The extended control registers can be read and written. (<c>KVM_CAP_XCRS</c>)</summary>
    Xcrs = KVM.CAP_XCRS,

    /// <summary>The instructions of a hypercall can be asked for. For PowerPC. (<c>KVM_CAP_PPC_GET_PVINFO</c>)</summary>
    PpcGetPvinfo = KVM.CAP_PPC_GET_PVINFO,

    /// <summary>Interrupts can be level-triggered. For PowerPC. (<c>KVM_CAP_PPC_IRQ_LEVEL</c>)</summary>
    PpcIrqLevel = KVM.CAP_PPC_IRQ_LEVEL,

    /// <summary>A guest is told when a page of its memory is being read from a disk, so that it runs another task. (<c>KVM_CAP_ASYNC_PF</c>)</summary>
    AsyncPf = KVM.CAP_ASYNC_PF,

    /// <summary>The frequency of a vCPU's time stamp counter can be set to other than the host's. (<c>KVM_CAP_TSC_CONTROL</c>)</summary>
    TscControl = KVM.CAP_TSC_CONTROL,

    /// <summary>The frequency of a vCPU's time stamp counter can be asked for. (<c>KVM_CAP_GET_TSC_KHZ</c>)</summary>
    GetTscKhz = KVM.CAP_GET_TSC_KHZ,

    /// <summary>The special registers of Book E. For PowerPC. (<c>KVM_CAP_PPC_BOOKE_SREGS</c>)</summary>
    PpcBookeSregs = KVM.CAP_PPC_BOOKE_SREGS,

    /// <summary>Tables of an I/O memory management unit are in the kernel. For PowerPC. (<c>KVM_CAP_SPAPR_TCE</c>)</summary>
    SpaprTce = KVM.CAP_SPAPR_TCE,

    /// <summary>How many vCPUs share a virtual core. For PowerPC. (<c>KVM_CAP_PPC_SMT</c>)</summary>
    PpcSmt = KVM.CAP_PPC_SMT,

    /// <summary>The real-mode area of a guest. For PowerPC. (<c>KVM_CAP_PPC_RMA</c>)</summary>
    PpcRma = KVM.CAP_PPC_RMA,

    /// <summary>How many vCPUs a VM may have at all. (<c>KVM_CAP_MAX_VCPUS</c>)</summary>
    MaxVcpus = KVM.CAP_MAX_VCPUS,

    /// <summary>The base of the exception vectors can be set. For PowerPC. (<c>KVM_CAP_PPC_HIOR</c>)</summary>
    PpcHior = KVM.CAP_PPC_HIOR,

    /// <summary>Hypercalls of pSeries leave the guest. For PowerPC. (<c>KVM_CAP_PPC_PAPR</c>)</summary>
    PpcPapr = KVM.CAP_PPC_PAPR,

    /// <summary>The translation buffer is shared with the guest's host. For PowerPC. (<c>KVM_CAP_SW_TLB</c>)</summary>
    SwTlb = KVM.CAP_SW_TLB,

    /// <summary>A register can be read or written by a number. On x86 since Linux 6.18. (<c>KVM_CAP_ONE_REG</c>)</summary>
    OneReg = KVM.CAP_ONE_REG,

    /// <summary>Guest memory may lie anywhere in the process. For s390. (<c>KVM_CAP_S390_GMAP</c>)</summary>
    S390Gmap = KVM.CAP_S390_GMAP,

    /// <summary>The local APIC's timer can go off at a value of the time stamp counter. (<c>KVM_CAP_TSC_DEADLINE_TIMER</c>)</summary>
    TscDeadlineTimer = KVM.CAP_TSC_DEADLINE_TIMER,

    /// <summary>The host process controls the guest's memory itself. For s390. (<c>KVM_CAP_S390_UCONTROL</c>)</summary>
    S390Ucontrol = KVM.CAP_S390_UCONTROL,

    /// <summary>Registers can be passed in the shared page. The value says which, as bits (<c>KVM_SYNC_X86_*</c>). On x86 since Linux 4.17. (<c>KVM_CAP_SYNC_REGS</c>)</summary>
    SyncRegs = KVM.CAP_SYNC_REGS,

    /// <summary>The interrupt of an assigned PCI 2.3 device could be shared. Gone since Linux 4.12. (<c>KVM_CAP_PCI_2_3</c>)</summary>
    Pci23 = KVM.CAP_PCI_2_3,

    /// <summary>A guest can be told that its host stopped it, so that its watchdog forgives the gap. (<c>KVM_CAP_KVMCLOCK_CTRL</c>, Linux 3.5)</summary>
    KvmclockCtrl = KVM.CAP_KVMCLOCK_CTRL,

    /// <summary>A message-signalled interrupt can be sent directly. (<c>KVM_CAP_SIGNAL_MSI</c>, Linux 3.5)</summary>
    SignalMsi = KVM.CAP_SIGNAL_MSI,

    /// <summary>The kinds of pages that the processor knows. For PowerPC. (<c>KVM_CAP_PPC_GET_SMMU_INFO</c>)</summary>
    PpcGetSmmuInfo = KVM.CAP_PPC_GET_SMMU_INFO,

    /// <summary>Guest memory may be copied on write. For s390. (<c>KVM_CAP_S390_COW</c>)</summary>
    S390Cow = KVM.CAP_S390_COW,

    /// <summary>The size of the hash table can be chosen. For PowerPC. (<c>KVM_CAP_PPC_ALLOC_HTAB</c>)</summary>
    PpcAllocHtab = KVM.CAP_PPC_ALLOC_HTAB,

    /// <summary>A memory slot can be read-only: writes leave the guest as MMIO. (<c>KVM_CAP_READONLY_MEM</c>, Linux 3.7)</summary>
    ReadonlyMem = KVM.CAP_READONLY_MEM,

    /// <summary>A level-triggered interrupt can be raised by an eventfd, and its end be told by another. (<c>KVM_CAP_IRQFD_RESAMPLE</c>, Linux 3.7)</summary>
    IrqfdResample = KVM.CAP_IRQFD_RESAMPLE,

    /// <summary>The watchdog of Book E. For PowerPC. (<c>KVM_CAP_PPC_BOOKE_WATCHDOG</c>)</summary>
    PpcBookeWatchdog = KVM.CAP_PPC_BOOKE_WATCHDOG,

    /// <summary>The hash table can be read and written by a descriptor. For PowerPC. (<c>KVM_CAP_PPC_HTAB_FD</c>)</summary>
    PpcHtabFd = KVM.CAP_PPC_HTAB_FD,

    /// <summary>Channel I/O is left to the host process. For s390. (<c>KVM_CAP_S390_CSS_SUPPORT</c>)</summary>
    S390CssSupport = KVM.CAP_S390_CSS_SUPPORT,

    /// <summary>External interrupts leave the guest, which then gets their vector. For PowerPC. (<c>KVM_CAP_PPC_EPR</c>)</summary>
    PpcEpr = KVM.CAP_PPC_EPR,

    /// <summary>Power states are asked for by PSCI 0.1. For Arm. (<c>KVM_CAP_ARM_PSCI</c>)</summary>
    ArmPsci = KVM.CAP_ARM_PSCI,

    /// <summary>The interrupt controller can be placed. For Arm. (<c>KVM_CAP_ARM_SET_DEVICE_ADDR</c>)</summary>
    ArmSetDeviceAddr = KVM.CAP_ARM_SET_DEVICE_ADDR,

    /// <summary>Devices of the kernel are made and set up by descriptors of their own. (<c>KVM_CAP_DEVICE_CTRL</c>, Linux 3.10)</summary>
    DeviceCtrl = KVM.CAP_DEVICE_CTRL,

    /// <summary>The kernel emulates an MPIC. For PowerPC. (<c>KVM_CAP_IRQ_MPIC</c>)</summary>
    IrqMpic = KVM.CAP_IRQ_MPIC,

    /// <summary>Calls of the firmware can be handled by the kernel. For PowerPC. (<c>KVM_CAP_PPC_RTAS</c>)</summary>
    PpcRtas = KVM.CAP_PPC_RTAS,

    /// <summary>The kernel emulates an XICS. For PowerPC. (<c>KVM_CAP_IRQ_XICS</c>)</summary>
    IrqXics = KVM.CAP_IRQ_XICS,

    /// <summary>Guests may be 32-bit. For arm64. (<c>KVM_CAP_ARM_EL1_32BIT</c>)</summary>
    ArmEl1In32Bit = KVM.CAP_ARM_EL1_32BIT,

    /// <summary>Several entries of an I/O table change by one hypercall. For PowerPC. (<c>KVM_CAP_SPAPR_MULTITCE</c>)</summary>
    SpaprMultitce = KVM.CAP_SPAPR_MULTITCE,

    /// <summary>The CPUID leaves that KVM emulates, though the processor lacks them, can be asked for. (<c>KVM_CAP_EXT_EMUL_CPUID</c>)</summary>
    ExtEmulCpuid = KVM.CAP_EXT_EMUL_CPUID,

    /// <summary>Hyper-V's reference counter and page. (<c>KVM_CAP_HYPERV_TIME</c>, Linux 3.14)</summary>
    HypervTime = KVM.CAP_HYPERV_TIME,

    /// <summary>The I/O APIC does not mind what polarity an entry has. (<c>KVM_CAP_IOAPIC_POLARITY_IGNORED</c>, Linux 3.15)</summary>
    IoapicPolarityIgnored = KVM.CAP_IOAPIC_POLARITY_IGNORED,

    /// <summary>Capabilities can be switched on for a VM. (<c>KVM_CAP_ENABLE_CAP_VM</c>)</summary>
    EnableCapVm = KVM.CAP_ENABLE_CAP_VM,

    /// <summary>The kernel emulates the interrupt controller. For s390. (<c>KVM_CAP_S390_IRQCHIP</c>)</summary>
    S390Irqchip = KVM.CAP_S390_IRQCHIP,

    /// <summary>An eventfd for a port or an address can match writes of any length, by length 0. (<c>KVM_CAP_IOEVENTFD_NO_LENGTH</c>, Linux 3.16)</summary>
    IoeventfdNoLength = KVM.CAP_IOEVENTFD_NO_LENGTH,

    /// <summary>A VM has attributes, as devices have. (<c>KVM_CAP_VM_ATTRIBUTES</c>)</summary>
    VmAttributes = KVM.CAP_VM_ATTRIBUTES,

    /// <summary>Power states are asked for by PSCI 0.2. For Arm. (<c>KVM_CAP_ARM_PSCI_0_2</c>)</summary>
    ArmPsci02 = KVM.CAP_ARM_PSCI_0_2,

    /// <summary>A hypercall can work for both byte orders. For PowerPC. (<c>KVM_CAP_PPC_FIXUP_HCALL</c>)</summary>
    PpcFixupHcall = KVM.CAP_PPC_FIXUP_HCALL,

    /// <summary>Which hypercalls the kernel handles can be chosen. For PowerPC. (<c>KVM_CAP_PPC_ENABLE_HCALL</c>)</summary>
    PpcEnableHcall = KVM.CAP_PPC_ENABLE_HCALL,

    /// <summary>A VM can be asked for its capabilities, which may differ from the system's. (<c>KVM_CAP_CHECK_EXTENSION_VM</c>, Linux 3.17)</summary>
    CheckExtensionVm = KVM.CAP_CHECK_EXTENSION_VM,

    /// <summary>Most signals between processors are left to the host process. For s390. (<c>KVM_CAP_S390_USER_SIGP</c>)</summary>
    S390UserSigp = KVM.CAP_S390_USER_SIGP,

    /// <summary>The guest may use vector registers. For s390. (<c>KVM_CAP_S390_VECTOR_REGISTERS</c>)</summary>
    S390VectorRegisters = KVM.CAP_S390_VECTOR_REGISTERS,

    /// <summary>Guest memory can be read and written by the guest's addresses. For s390. (<c>KVM_CAP_S390_MEM_OP</c>)</summary>
    S390MemOp = KVM.CAP_S390_MEM_OP,

    /// <summary>The guest's question for system information can be completed by the host process. For s390. (<c>KVM_CAP_S390_USER_STSI</c>)</summary>
    S390UserStsi = KVM.CAP_S390_USER_STSI,

    /// <summary>Storage keys can be read and written. For s390. (<c>KVM_CAP_S390_SKEYS</c>)</summary>
    S390Skeys = KVM.CAP_S390_SKEYS,

    /// <summary>The guest may use the floating-point unit. For MIPS. (<c>KVM_CAP_MIPS_FPU</c>)</summary>
    MipsFpu = KVM.CAP_MIPS_FPU,

    /// <summary>The guest may use the vector unit. For MIPS. (<c>KVM_CAP_MIPS_MSA</c>)</summary>
    MipsMsa = KVM.CAP_MIPS_MSA,

    /// <summary>Interrupts can be injected with their parameters. For s390. (<c>KVM_CAP_S390_INJECT_IRQ</c>)</summary>
    S390InjectIrq = KVM.CAP_S390_INJECT_IRQ,

    /// <summary>Interrupts that wait can be read and written. For s390. (<c>KVM_CAP_S390_IRQ_STATE</c>)</summary>
    S390IrqState = KVM.CAP_S390_IRQ_STATE,

    /// <summary>Random numbers of the hardware, by a hypercall. For PowerPC. (<c>KVM_CAP_PPC_HWRNG</c>)</summary>
    PpcHwrng = KVM.CAP_PPC_HWRNG,

    /// <summary>Old mistakes that KVM keeps for old guests can be switched off. <see cref="DisableQuirks2"/> says which there are. (<c>KVM_CAP_DISABLE_QUIRKS</c>)</summary>
    DisableQuirks = KVM.CAP_DISABLE_QUIRKS,

    /// <summary>The system management mode works, and its interrupt can be sent. (<c>KVM_CAP_X86_SMM</c>, Linux 4.2)</summary>
    X86Smm = KVM.CAP_X86_SMM,

    /// <summary>How many address spaces a VM has: 2 with the system management mode, as bits 16 and up of a slot's number. (<c>KVM_CAP_MULTI_ADDRESS_SPACE</c>, Linux 4.2)</summary>
    MultiAddressSpace = KVM.CAP_MULTI_ADDRESS_SPACE,

    /// <summary>How many hardware breakpoints can be set. For arm64. (<c>KVM_CAP_GUEST_DEBUG_HW_BPS</c>)</summary>
    GuestDebugHwBps = KVM.CAP_GUEST_DEBUG_HW_BPS,

    /// <summary>How many hardware watchpoints can be set. For arm64. (<c>KVM_CAP_GUEST_DEBUG_HW_WPS</c>)</summary>
    GuestDebugHwWps = KVM.CAP_GUEST_DEBUG_HW_WPS,

    /// <summary>The kernel can emulate the local APICs alone, and leave the rest to the host process. (<c>KVM_CAP_SPLIT_IRQCHIP</c>, Linux 4.4)</summary>
    SplitIrqchip = KVM.CAP_SPLIT_IRQCHIP,

    /// <summary>As <see cref="IoeventfdNoLength"/>, for addresses, without a look at the instruction where the processor can. (<c>KVM_CAP_IOEVENTFD_ANY_LENGTH</c>, Linux 4.4)</summary>
    IoeventfdAnyLength = KVM.CAP_IOEVENTFD_ANY_LENGTH,

    /// <summary>Hyper-V's synthetic interrupt controller. Enabled for a vCPU. (<c>KVM_CAP_HYPERV_SYNIC</c>, Linux 4.5)</summary>
    HypervSynic = KVM.CAP_HYPERV_SYNIC,

    /// <summary>The guest may use runtime instrumentation. For s390. (<c>KVM_CAP_S390_RI</c>)</summary>
    S390Ri = KVM.CAP_S390_RI,

    /// <summary>Tables of an I/O memory management unit may cover 64 bits. For PowerPC. (<c>KVM_CAP_SPAPR_TCE_64</c>)</summary>
    SpaprTce64 = KVM.CAP_SPAPR_TCE_64,

    /// <summary>The guest has a performance monitor, version 3. For arm64. (<c>KVM_CAP_ARM_PMU_V3</c>)</summary>
    ArmPmuV3 = KVM.CAP_ARM_PMU_V3,

    /// <summary>A vCPU has attributes, as devices have. (<c>KVM_CAP_VCPU_ATTRIBUTES</c>)</summary>
    VcpuAttributes = KVM.CAP_VCPU_ATTRIBUTES,

    /// <summary>The limit of a vCPU's number: each is below it. On x86 a VM's own limit can be set by enabling it. (<c>KVM_CAP_MAX_VCPU_ID</c>, Linux 4.7)</summary>
    MaxVcpuId = KVM.CAP_MAX_VCPU_ID,

    /// <summary>Numbers of APICs may have 32 bits. The value says what of it there is, as bits (<c>KVM_X2APIC_*</c>). (<c>KVM_CAP_X2APIC_API</c>, Linux 4.8)</summary>
    X2apicApi = KVM.CAP_X2APIC_API,

    /// <summary>The instruction of zeros leaves the guest, for breakpoints. For s390. (<c>KVM_CAP_S390_USER_INSTR0</c>)</summary>
    S390UserInstr0 = KVM.CAP_S390_USER_INSTR0,

    /// <summary>A message carries its device's number. For arm64. (<c>KVM_CAP_MSI_DEVID</c>)</summary>
    MsiDevid = KVM.CAP_MSI_DEVID,

    /// <summary>The guest may use transactional memory. For PowerPC. (<c>KVM_CAP_PPC_HTM</c>)</summary>
    PpcHtm = KVM.CAP_PPC_HTM,

    /// <summary>The hash table can be resized. For PowerPC. (<c>KVM_CAP_SPAPR_RESIZE_HPT</c>)</summary>
    SpaprResizeHpt = KVM.CAP_SPAPR_RESIZE_HPT,

    /// <summary>The guest may use radix page tables. For PowerPC. (<c>KVM_CAP_PPC_MMU_RADIX</c>)</summary>
    PpcMmuRadix = KVM.CAP_PPC_MMU_RADIX,

    /// <summary>The guest may use the hash tables of POWER9. For PowerPC. (<c>KVM_CAP_PPC_MMU_HASH_V3</c>)</summary>
    PpcMmuHashV3 = KVM.CAP_PPC_MMU_HASH_V3,

    /// <summary>A run can be told beforehand to return at once, after it has completed what was pending. (<c>KVM_CAP_IMMEDIATE_EXIT</c>, Linux 4.11)</summary>
    ImmediateExit = KVM.CAP_IMMEDIATE_EXIT,

    /// <summary>The guest runs on the hardware's virtualisation. For MIPS. (<c>KVM_CAP_MIPS_VZ</c>)</summary>
    MipsVz = KVM.CAP_MIPS_VZ,

    /// <summary>The guest can run by trap and emulation. For MIPS. (<c>KVM_CAP_MIPS_TE</c>)</summary>
    MipsTe = KVM.CAP_MIPS_TE,

    /// <summary>How wide the guest's registers and addresses are. For MIPS. (<c>KVM_CAP_MIPS_64BIT</c>)</summary>
    Mips64bit = KVM.CAP_MIPS_64BIT,

    /// <summary>The guest may use guarded storage. For s390. (<c>KVM_CAP_S390_GS</c>)</summary>
    S390Gs = KVM.CAP_S390_GS,

    /// <summary>Interrupts of adapters can be suppressed. For s390. (<c>KVM_CAP_S390_AIS</c>)</summary>
    S390Ais = KVM.CAP_S390_AIS,

    /// <summary>Tables of an I/O memory management unit serve VFIO. For PowerPC. (<c>KVM_CAP_SPAPR_TCE_VFIO</c>)</summary>
    SpaprTceVfio = KVM.CAP_SPAPR_TCE_VFIO,

    /// <summary>The guest may keep the processor at MWAIT, HLT, PAUSE and the like. The value says at which, as bits (<c>KVM_X86_DISABLE_EXITS_*</c>). (<c>KVM_CAP_X86_DISABLE_EXITS</c>, Linux 4.17)</summary>
    X86DisableExits = KVM.CAP_X86_DISABLE_EXITS,

    /// <summary>Timers of the kernel work without its interrupt controller. For Arm. (<c>KVM_CAP_ARM_USER_IRQ</c>)</summary>
    ArmUserIrq = KVM.CAP_ARM_USER_IRQ,

    /// <summary>Which pages a guest has no use for can be moved with it. For s390. (<c>KVM_CAP_S390_CMMA_MIGRATION</c>)</summary>
    S390CmmaMigration = KVM.CAP_S390_CMMA_MIGRATION,

    /// <summary>A machine check leaves the guest. For PowerPC. (<c>KVM_CAP_PPC_FWNMI</c>)</summary>
    PpcFwnmi = KVM.CAP_PPC_FWNMI,

    /// <summary>Which numbers of vCPUs may share a virtual core. For PowerPC. (<c>KVM_CAP_PPC_SMT_POSSIBLE</c>)</summary>
    PpcSmtPossible = KVM.CAP_PPC_SMT_POSSIBLE,

    /// <summary>As <see cref="HypervSynic"/>, but its pages are not cleared when they are enabled. (<c>KVM_CAP_HYPERV_SYNIC2</c>, Linux 4.13)</summary>
    HypervSynic2 = KVM.CAP_HYPERV_SYNIC2,

    /// <summary>Hyper-V's number of a vCPU can be set. (<c>KVM_CAP_HYPERV_VP_INDEX</c>, Linux 4.13)</summary>
    HypervVpIndex = KVM.CAP_HYPERV_VP_INDEX,

    /// <summary>The suppression of adapters' interrupts can be read and written. For s390. (<c>KVM_CAP_S390_AIS_MIGRATION</c>)</summary>
    S390AisMigration = KVM.CAP_S390_AIS_MIGRATION,

    /// <summary>What the processor does against speculation can be asked for. For PowerPC. (<c>KVM_CAP_PPC_GET_CPU_CHAR</c>)</summary>
    PpcGetCpuChar = KVM.CAP_PPC_GET_CPU_CHAR,

    /// <summary>The blocking of branch prediction is kept. For s390. (<c>KVM_CAP_S390_BPB</c>)</summary>
    S390Bpb = KVM.CAP_S390_BPB,

    /// <summary>MSRs that describe the processor's features can be read from the system. (<c>KVM_CAP_GET_MSR_FEATURES</c>)</summary>
    GetMsrFeatures = KVM.CAP_GET_MSR_FEATURES,

    /// <summary>A connection of Hyper-V's can signal an eventfd. (<c>KVM_CAP_HYPERV_EVENTFD</c>, Linux 4.17)</summary>
    HypervEventfd = KVM.CAP_HYPERV_EVENTFD,

    /// <summary>Hyper-V's calls that flush the translation buffers. (<c>KVM_CAP_HYPERV_TLBFLUSH</c>, Linux 4.18)</summary>
    HypervTlbflush = KVM.CAP_HYPERV_TLBFLUSH,

    /// <summary>Guest memory may have pages of 1 MiB. For s390. (<c>KVM_CAP_S390_HPAGE_1M</c>)</summary>
    S390Hpage1m = KVM.CAP_S390_HPAGE_1M,

    /// <summary>The state of a guest in the guest can be read and written. The value is the largest size, in bytes. (<c>KVM_CAP_NESTED_STATE</c>, Linux 4.19)</summary>
    NestedState = KVM.CAP_NESTED_STATE,

    /// <summary>An SError can be injected with its syndrome. For arm64. (<c>KVM_CAP_ARM_INJECT_SERROR_ESR</c>)</summary>
    ArmInjectSerrorEsr = KVM.CAP_ARM_INJECT_SERROR_ESR,

    /// <summary>Whether the guest may read MSR_PLATFORM_INFO can be chosen. (<c>KVM_CAP_MSR_PLATFORM_INFO</c>)</summary>
    MsrPlatformInfo = KVM.CAP_MSR_PLATFORM_INFO,

    /// <summary>A guest may have guests. For PowerPC. (<c>KVM_CAP_PPC_NESTED_HV</c>)</summary>
    PpcNestedHv = KVM.CAP_PPC_NESTED_HV,

    /// <summary>Hyper-V's calls that interrupt other vCPUs. (<c>KVM_CAP_HYPERV_SEND_IPI</c>, Linux 4.20)</summary>
    HypervSendIpi = KVM.CAP_HYPERV_SEND_IPI,

    /// <summary>As <see cref="CoalescedMmio"/>, for ports. (<c>KVM_CAP_COALESCED_PIO</c>, Linux 4.20)</summary>
    CoalescedPio = KVM.CAP_COALESCED_PIO,

    /// <summary>A guest's guest may use Hyper-V's form of Intel's control structure. Enabled for a vCPU, which tells the versions. (<c>KVM_CAP_HYPERV_ENLIGHTENED_VMCS</c>, Linux 4.20)</summary>
    HypervEnlightenedVmcs = KVM.CAP_HYPERV_ENLIGHTENED_VMCS,

    /// <summary>A pending exception is told from an injected one, and comes with its address or debug bits. (<c>KVM_CAP_EXCEPTION_PAYLOAD</c>, Linux 4.20)</summary>
    ExceptionPayload = KVM.CAP_EXCEPTION_PAYLOAD,

    /// <summary>How many bits a guest's physical addresses have at most. For arm64. (<c>KVM_CAP_ARM_VM_IPA_SIZE</c>)</summary>
    ArmVmIpaSize = KVM.CAP_ARM_VM_IPA_SIZE,

    /// <summary>Unusable: the first form of <see cref="ManualDirtyLogProtect2"/>. (<c>KVM_CAP_MANUAL_DIRTY_LOG_PROTECT</c>, Linux 5.0)</summary>
    ManualDirtyLogProtect = KVM.CAP_MANUAL_DIRTY_LOG_PROTECT,

    /// <summary>Hyper-V's CPUID leaves can be asked of a vCPU. (<c>KVM_CAP_HYPERV_CPUID</c>, Linux 5.0)</summary>
    HypervCpuid = KVM.CAP_HYPERV_CPUID,

    /// <summary>Reading the dirty log need not clear it: that is a second step, for as few as 64 pages. The value says what of it there is, as bits (<c>KVM_DIRTY_LOG_*</c>). (<c>KVM_CAP_MANUAL_DIRTY_LOG_PROTECT2</c>, Linux 5.2)</summary>
    ManualDirtyLogProtect2 = KVM.CAP_MANUAL_DIRTY_LOG_PROTECT2,

    /// <summary>The kernel emulates a XIVE. For PowerPC. (<c>KVM_CAP_PPC_IRQ_XIVE</c>)</summary>
    PpcIrqXive = KVM.CAP_PPC_IRQ_XIVE,

    /// <summary>The guest may use scalable vectors. For arm64. (<c>KVM_CAP_ARM_SVE</c>)</summary>
    ArmSve = KVM.CAP_ARM_SVE,

    /// <summary>The guest may sign pointers by address. For arm64. (<c>KVM_CAP_ARM_PTRAUTH_ADDRESS</c>)</summary>
    ArmPtrauthAddress = KVM.CAP_ARM_PTRAUTH_ADDRESS,

    /// <summary>The guest may sign by the generic key. For arm64. (<c>KVM_CAP_ARM_PTRAUTH_GENERIC</c>)</summary>
    ArmPtrauthGeneric = KVM.CAP_ARM_PTRAUTH_GENERIC,

    /// <summary>The events that a guest may count can be limited. (<c>KVM_CAP_PMU_EVENT_FILTER</c>, Linux 5.3)</summary>
    PmuEventFilter = KVM.CAP_PMU_EVENT_FILTER,

    /// <summary>A line's number holds a vCPU's of 12 bits. For Arm. (<c>KVM_CAP_ARM_IRQ_LINE_LAYOUT_2</c>)</summary>
    ArmIrqLineLayout2 = KVM.CAP_ARM_IRQ_LINE_LAYOUT_2,

    /// <summary>Under Hyper-V, the guest's flushes of the translation buffers go to Hyper-V. Enabled for a vCPU. (<c>KVM_CAP_HYPERV_DIRECT_TLBFLUSH</c>, Linux 5.4)</summary>
    HypervDirectTlbflush = KVM.CAP_HYPERV_DIRECT_TLBFLUSH,

    /// <summary>The guest can be stepped. For PowerPC. (<c>KVM_CAP_PPC_GUEST_DEBUG_SSTEP</c>)</summary>
    PpcGuestDebugSstep = KVM.CAP_PPC_GUEST_DEBUG_SSTEP,

    /// <summary>Accesses that the processor does not decode can be left to the host process. For Arm. (<c>KVM_CAP_ARM_NISV_TO_USER</c>)</summary>
    ArmNisvToUser = KVM.CAP_ARM_NISV_TO_USER,

    /// <summary>An external abort can be injected. For Arm. (<c>KVM_CAP_ARM_INJECT_EXT_DABT</c>)</summary>
    ArmInjectExtDabt = KVM.CAP_ARM_INJECT_EXT_DABT,

    /// <summary>A vCPU's normal and clear reset. For s390. (<c>KVM_CAP_S390_VCPU_RESETS</c>)</summary>
    S390VcpuResets = KVM.CAP_S390_VCPU_RESETS,

    /// <summary>Guests may be hidden from their host. For s390. (<c>KVM_CAP_S390_PROTECTED</c>)</summary>
    S390Protected = KVM.CAP_S390_PROTECTED,

    /// <summary>Guests may be hidden from their host. For PowerPC. (<c>KVM_CAP_PPC_SECURE_GUEST</c>)</summary>
    PpcSecureGuest = KVM.CAP_PPC_SECURE_GUEST,

    /// <summary>How long a halted vCPU polls before it sleeps can be set for a VM, in nanoseconds. (<c>KVM_CAP_HALT_POLL</c>, Linux 5.8)</summary>
    HaltPoll = KVM.CAP_HALT_POLL,

    /// <summary>As <see cref="AsyncPf"/>, with an interrupt when the page is there. (<c>KVM_CAP_ASYNC_PF_INT</c>, Linux 5.8)</summary>
    AsyncPfInt = KVM.CAP_ASYNC_PF_INT,

    /// <summary>A failed entry names the processor that it failed on. (<c>KVM_CAP_LAST_CPU</c>, Linux 5.9)</summary>
    LastCpu = KVM.CAP_LAST_CPU,

    /// <summary>A guest may have fewer bits of physical addresses than the host, and still gets the right page faults. (<c>KVM_CAP_SMALLER_MAXPHYADDR</c>, Linux 5.9)</summary>
    SmallerMaxphyaddr = KVM.CAP_SMALLER_MAXPHYADDR,

    /// <summary>The control program's code can be set. For s390. (<c>KVM_CAP_S390_DIAG318</c>)</summary>
    S390Diag318 = KVM.CAP_S390_DIAG318,

    /// <summary>A guest learns how long its vCPUs waited for a processor. (<c>KVM_CAP_STEAL_TIME</c>, Linux 5.10)</summary>
    StealTime = KVM.CAP_STEAL_TIME,

    /// <summary>Accesses to MSRs that would fail can leave the guest. The value says for which reasons, as bits (<c>KVM_MSR_EXIT_REASON_*</c>). (<c>KVM_CAP_X86_USER_SPACE_MSR</c>, Linux 5.10)</summary>
    X86UserSpaceMsr = KVM.CAP_X86_USER_SPACE_MSR,

    /// <summary>The MSRs that a guest may use can be filtered. (<c>KVM_CAP_X86_MSR_FILTER</c>, Linux 5.10)</summary>
    X86MsrFilter = KVM.CAP_X86_MSR_FILTER,

    /// <summary>KVM's own features can be limited to those that the guest's CPUID names. Enabled for a vCPU. (<c>KVM_CAP_ENFORCE_PV_FEATURE_CPUID</c>, Linux 5.10)</summary>
    EnforcePvFeatureCpuid = KVM.CAP_ENFORCE_PV_FEATURE_CPUID,

    /// <summary>Hyper-V's CPUID leaves can be asked of the system. (<c>KVM_CAP_SYS_HYPERV_CPUID</c>, Linux 5.11)</summary>
    SysHypervCpuid = KVM.CAP_SYS_HYPERV_CPUID,

    /// <summary>Dirty pages can be told in a ring for each vCPU. The value is the largest size, in bytes. (<c>KVM_CAP_DIRTY_LOG_RING</c>, Linux 5.11)</summary>
    DirtyLogRing = KVM.CAP_DIRTY_LOG_RING,

    /// <summary>Locks of the bus can be noticed. The value says how, as bits (<c>KVM_BUS_LOCK_DETECTION_*</c>). (<c>KVM_CAP_X86_BUS_LOCK_EXIT</c>, Linux 5.12)</summary>
    X86BusLockExit = KVM.CAP_X86_BUS_LOCK_EXIT,

    /// <summary>A second watchpoint. For PowerPC. (<c>KVM_CAP_PPC_DAWR1</c>)</summary>
    PpcDawr1 = KVM.CAP_PPC_DAWR1,

    /// <summary>The flags of <see cref="SetGuestDebug"/> that are there, as bits (<c>KVM_GUESTDBG_*</c>). (<c>KVM_CAP_SET_GUEST_DEBUG2</c>, Linux 5.13)</summary>
    SetGuestDebug2 = KVM.CAP_SET_GUEST_DEBUG2,

    /// <summary>A guest may be given a privileged attribute of SGX. (<c>KVM_CAP_SGX_ATTRIBUTE</c>, Linux 5.13)</summary>
    SgxAttribute = KVM.CAP_SGX_ATTRIBUTE,

    /// <summary>A VM can share the encryption of another: AMD's SEV. (<c>KVM_CAP_VM_COPY_ENC_CONTEXT_FROM</c>, Linux 5.13)</summary>
    VmCopyEncContextFrom = KVM.CAP_VM_COPY_ENC_CONTEXT_FROM,

    /// <summary>A guest can read the host's clock with little error. For Arm. (<c>KVM_CAP_PTP_KVM</c>)</summary>
    PtpKvm = KVM.CAP_PTP_KVM,

    /// <summary>Hyper-V's features can be limited to those that the guest's CPUID names. Enabled for a vCPU. (<c>KVM_CAP_HYPERV_ENFORCE_CPUID</c>, Linux 5.14)</summary>
    HypervEnforceCpuid = KVM.CAP_HYPERV_ENFORCE_CPUID,

    /// <summary>The special registers can be read and written with the PDPTEs. (<c>KVM_CAP_SREGS2</c>, Linux 5.14)</summary>
    Sregs2 = KVM.CAP_SREGS2,

    /// <summary>Hypercalls can leave the guest. The value says which, as bits by their numbers. (<c>KVM_CAP_EXIT_HYPERCALL</c>, Linux 5.14)</summary>
    ExitHypercall = KVM.CAP_EXIT_HYPERCALL,

    /// <summary>Translations can be dropped by a hypercall. For PowerPC. (<c>KVM_CAP_PPC_RPT_INVALIDATE</c>)</summary>
    PpcRptInvalidate = KVM.CAP_PPC_RPT_INVALIDATE,

    /// <summary>Statistics can be read from a descriptor, for a VM and for a vCPU. (<c>KVM_CAP_BINARY_STATS_FD</c>, Linux 5.14)</summary>
    BinaryStatsFd = KVM.CAP_BINARY_STATS_FD,

    /// <summary>An instruction that KVM cannot emulate can always leave the guest, with its bytes. (<c>KVM_CAP_EXIT_ON_EMULATION_FAILURE</c>, Linux 5.14)</summary>
    ExitOnEmulationFailure = KVM.CAP_EXIT_ON_EMULATION_FAILURE,

    /// <summary>The guest may tag memory. For arm64. (<c>KVM_CAP_ARM_MTE</c>)</summary>
    ArmMte = KVM.CAP_ARM_MTE,

    /// <summary>A VM can take over the encryption of another of this host: AMD's SEV. (<c>KVM_CAP_VM_MOVE_ENC_CONTEXT_FROM</c>, Linux 5.16)</summary>
    VmMoveEncContextFrom = KVM.CAP_VM_MOVE_ENC_CONTEXT_FROM,

    /// <summary>How many bits the guest's physical addresses have. For RISC-V. (<c>KVM_CAP_VM_GPA_BITS</c>)</summary>
    VmGpaBits = KVM.CAP_VM_GPA_BITS,

    /// <summary>How many bytes the extended state has for this VM: 4096 or more. (<c>KVM_CAP_XSAVE2</c>, Linux 5.17)</summary>
    Xsave2 = KVM.CAP_XSAVE2,

    /// <summary>The system has attributes, as devices have. (<c>KVM_CAP_SYS_ATTRIBUTES</c>, Linux 5.17)</summary>
    SysAttributes = KVM.CAP_SYS_ATTRIBUTES,

    /// <summary>Exceptions may keep translation on. For PowerPC. (<c>KVM_CAP_PPC_AIL_MODE_3</c>)</summary>
    PpcAilMode3 = KVM.CAP_PPC_AIL_MODE_3,

    /// <summary>As <see cref="S390MemOp"/>, with storage keys and absolute addresses. For s390. (<c>KVM_CAP_S390_MEM_OP_EXTENSION</c>)</summary>
    S390MemOpExtension = KVM.CAP_S390_MEM_OP_EXTENSION,

    /// <summary>What of the guest's performance counters can be chosen for a VM, as bits (<c>KVM_PMU_CAP_*</c>). (<c>KVM_CAP_PMU_CAPABILITY</c>, Linux 5.18)</summary>
    PmuCapability = KVM.CAP_PMU_CAPABILITY,

    /// <summary>The old mistakes that can be switched off, as bits (<c>KVM_X86_QUIRK_*</c>). (<c>KVM_CAP_DISABLE_QUIRKS2</c>, Linux 5.18)</summary>
    DisableQuirks2 = KVM.CAP_DISABLE_QUIRKS2,

    /// <summary>The frequency of the time stamp counter can be set for all vCPUs that a VM is going to have. (<c>KVM_CAP_VM_TSC_CONTROL</c>, Linux 5.18)</summary>
    VmTscControl = KVM.CAP_VM_TSC_CONTROL,

    /// <summary>A system event comes with data about it. (<c>KVM_CAP_SYSTEM_EVENT_DATA</c>, Linux 5.18)</summary>
    SystemEventData = KVM.CAP_SYSTEM_EVENT_DATA,

    /// <summary>A guest's suspension leaves the guest. For arm64. (<c>KVM_CAP_ARM_SYSTEM_SUSPEND</c>)</summary>
    ArmSystemSuspend = KVM.CAP_ARM_SYSTEM_SUSPEND,

    /// <summary>A hidden guest can be dumped. For s390. (<c>KVM_CAP_S390_PROTECTED_DUMP</c>)</summary>
    S390ProtectedDump = KVM.CAP_S390_PROTECTED_DUMP,

    /// <summary>A pending triple fault is part of the vCPU's events. Enabled for a VM. (<c>KVM_CAP_X86_TRIPLE_FAULT_EVENT</c>, Linux 6.0)</summary>
    X86TripleFaultEvent = KVM.CAP_X86_TRIPLE_FAULT_EVENT,

    /// <summary>A guest that lets no event through can be noticed. The value says how, as bits (<c>KVM_X86_NOTIFY_VMEXIT_*</c>). (<c>KVM_CAP_X86_NOTIFY_VMEXIT</c>, Linux 6.0)</summary>
    X86NotifyVmexit = KVM.CAP_X86_NOTIFY_VMEXIT,

    /// <summary>For a trusted guest, the guard of executable huge pages against a fault of Intel's can be switched off. Needs CAP_SYS_BOOT. (<c>KVM_CAP_VM_DISABLE_NX_HUGE_PAGES</c>, Linux 6.0)</summary>
    VmDisableNxHugePages = KVM.CAP_VM_DISABLE_NX_HUGE_PAGES,

    /// <summary>PCI devices are interpreted. For s390. (<c>KVM_CAP_S390_ZPCI_OP</c>)</summary>
    S390ZpciOp = KVM.CAP_S390_ZPCI_OP,

    /// <summary>The guest learns of its processors' topology. For s390. (<c>KVM_CAP_S390_CPU_TOPOLOGY</c>)</summary>
    S390CpuTopology = KVM.CAP_S390_CPU_TOPOLOGY,

    /// <summary>As <see cref="DirtyLogRing"/>, where the host process must order its reads and writes of the ring itself, by acquire and release. (<c>KVM_CAP_DIRTY_LOG_RING_ACQ_REL</c>, Linux 6.1)</summary>
    DirtyLogRingAcqRel = KVM.CAP_DIRTY_LOG_RING_ACQ_REL,

    /// <summary>A hidden guest can be torn down in the background. For s390. (<c>KVM_CAP_S390_PROTECTED_ASYNC_DISABLE</c>, Linux 6.3)</summary>
    S390ProtectedAsyncDisable = KVM.CAP_S390_PROTECTED_ASYNC_DISABLE,

    /// <summary>Pages that no vCPU made dirty are told in the bitmap besides the ring. Not needed on x86. (<c>KVM_CAP_DIRTY_LOG_RING_WITH_BITMAP</c>, Linux 6.2)</summary>
    DirtyLogRingWithBitmap = KVM.CAP_DIRTY_LOG_RING_WITH_BITMAP,

    /// <summary>As <see cref="PmuEventFilter"/>, with masks. (<c>KVM_CAP_PMU_EVENT_MASKED_EVENTS</c>, Linux 6.3)</summary>
    PmuEventMaskedEvents = KVM.CAP_PMU_EVENT_MASKED_EVENTS,

    /// <summary>The guest's counters can be shifted. For arm64. (<c>KVM_CAP_COUNTER_OFFSET</c>, Linux 6.4)</summary>
    CounterOffset = KVM.CAP_COUNTER_OFFSET,

    /// <summary>How much of a huge page is split at a time. For arm64. (<c>KVM_CAP_ARM_EAGER_SPLIT_CHUNK_SIZE</c>, Linux 6.5)</summary>
    ArmEagerSplitChunkSize = KVM.CAP_ARM_EAGER_SPLIT_CHUNK_SIZE,

    /// <summary>The sizes that huge pages are split by, as bits. For arm64. (<c>KVM_CAP_ARM_SUPPORTED_BLOCK_SIZES</c>, Linux 6.5)</summary>
    ArmSupportedBlockSizes = KVM.CAP_ARM_SUPPORTED_BLOCK_SIZES,

    /// <summary>Which bits of feature registers may be written can be asked for. For arm64. (<c>KVM_CAP_ARM_SUPPORTED_REG_MASK_RANGES</c>, Linux 6.7)</summary>
    ArmSupportedRegMaskRanges = KVM.CAP_ARM_SUPPORTED_REG_MASK_RANGES,

    /// <summary>Guest memory can be set with a guest_memfd behind it. (<c>KVM_CAP_USER_MEMORY2</c>, Linux 6.8)</summary>
    UserMemory2 = KVM.CAP_USER_MEMORY2,

    /// <summary>A run that failed for a page says which. (<c>KVM_CAP_MEMORY_FAULT_INFO</c>, Linux 6.8)</summary>
    MemoryFaultInfo = KVM.CAP_MEMORY_FAULT_INFO,

    /// <summary>Pages can be private to the guest. The value says what attributes there are, as bits. (<c>KVM_CAP_MEMORY_ATTRIBUTES</c>, Linux 6.8)</summary>
    MemoryAttributes = KVM.CAP_MEMORY_ATTRIBUTES,

    /// <summary>Guest memory can be a file that the host process does not map. (<c>KVM_CAP_GUEST_MEMFD</c>, Linux 6.8)</summary>
    GuestMemfd = KVM.CAP_GUEST_MEMFD,

    /// <summary>The types of VM that there are, as bits by their numbers. (<c>KVM_CAP_VM_TYPES</c>, Linux 6.8)</summary>
    VmTypes = KVM.CAP_VM_TYPES,

    /// <summary>Guest memory can be mapped for a vCPU before it is touched. (<c>KVM_CAP_PRE_FAULT_MEMORY</c>, Linux 6.11)</summary>
    PreFaultMemory = KVM.CAP_PRE_FAULT_MEMORY,

    /// <summary>How long a cycle of the local APIC's timer is. The value is in nanoseconds; 1 before it is set for a VM. (<c>KVM_CAP_X86_APIC_BUS_CYCLES_NS</c>, Linux 6.11)</summary>
    X86ApicBusCyclesNs = KVM.CAP_X86_APIC_BUS_CYCLES_NS,

    /// <summary>An exit says whether a guest's guest ran. (<c>KVM_CAP_X86_GUEST_MODE</c>, by Linux 6.12)</summary>
    X86GuestMode = KVM.CAP_X86_GUEST_MODE,

    /// <summary>The processor's identity can be set. For arm64. (<c>KVM_CAP_ARM_WRITABLE_IMP_ID_REGS</c>, Linux 6.15)</summary>
    ArmWritableImpIdRegs = KVM.CAP_ARM_WRITABLE_IMP_ID_REGS,

    /// <summary>A guest may have guests. For arm64. (<c>KVM_CAP_ARM_EL2</c>, Linux 6.16)</summary>
    ArmEl2 = KVM.CAP_ARM_EL2,

    /// <summary>As <see cref="ArmEl2"/>, without the host extensions. For arm64. (<c>KVM_CAP_ARM_EL2_E2H0</c>, Linux 6.16)</summary>
    ArmEl2E2h0 = KVM.CAP_ARM_EL2_E2H0,

    /// <summary>A vCPU is reset by its state. For RISC-V. (<c>KVM_CAP_RISCV_MP_STATE_RESET</c>, Linux 6.16)</summary>
    RiscvMpStateReset = KVM.CAP_RISCV_MP_STATE_RESET,

    /// <summary>Memory of devices may be cached. For arm64. (<c>KVM_CAP_ARM_CACHEABLE_PFNMAP_SUPPORTED</c>, Linux 6.17)</summary>
    ArmCacheablePfnmapSupported = KVM.CAP_ARM_CACHEABLE_PFNMAP_SUPPORTED,

    /// <summary>The flags that a guest_memfd can be made with, as bits (<c>GUEST_MEMFD_FLAG_*</c>). (<c>KVM_CAP_GUEST_MEMFD_FLAGS</c>, Linux 6.18)</summary>
    GuestMemfdFlags = KVM.CAP_GUEST_MEMFD_FLAGS,

    /// <summary>A memory error can be left to the host process. For arm64. (<c>KVM_CAP_ARM_SEA_TO_USER</c>, Linux 6.19)</summary>
    ArmSeaToUser = KVM.CAP_ARM_SEA_TO_USER,

    /// <summary>Unknown instructions can be left to the host process. For s390. (<c>KVM_CAP_S390_USER_OPEREXEC</c>, Linux 6.19)</summary>
    S390UserOperexec = KVM.CAP_S390_USER_OPEREXEC,

    /// <summary>A single storage key can be read and written. For s390. (<c>KVM_CAP_S390_KEYOP</c>, by Linux 7.2)</summary>
    S390Keyop = KVM.CAP_S390_KEYOP,

    /// <summary>A guest's guest may start in ESA mode. For s390. (<c>KVM_CAP_S390_VSIE_ESAMODE</c>, by Linux 7.2)</summary>
    S390VsieEsamode = KVM.CAP_S390_VSIE_ESAMODE,

    /// <summary>Guest memory may have pages of 2 GiB. For s390. (<c>KVM_CAP_S390_HPAGE_2G</c>, by Linux 7.2)</summary>
    S390Hpage2g = KVM.CAP_S390_HPAGE_2G,

    /// <summary>The processors that a guest may be compatible with. For PowerPC. (<c>KVM_CAP_PPC_COMPAT_CAPS</c>, Linux 7.3)</summary>
    PpcCompatCaps = KVM.CAP_PPC_COMPAT_CAPS,

    /// <summary>The performance monitor keeps to the processors that it was set up for. For arm64. (<c>KVM_CAP_ARM_PMU_V3_STRICT</c>, Linux 7.3)</summary>
    ArmPmuV3Strict = KVM.CAP_ARM_PMU_V3_STRICT,
}
