namespace VirtCore.Host;

/// <summary>Every check, in the order of a report.</summary>
internal static class HostQuestions
{
    public static IReadOnlyList<HostQuestion> All { get; } =
    [
        ProcessorVirtualization.Question, KvmPresence.Question, KvmInterface.Question, KvmGuest.Question, NestedVirtualization.Question,
        SecondLevelPaging.Question, NxHugePages.Question, HaltPolling.Question, DeviceAssignment.Question, ConfidentialGuests.Question,

        CgroupLayout.Question, CgroupControl.Question, CgroupOwnership.Question, DynamicModifications.Question, Pressure.Question,

        KernelRelease.Question, LifelineStrength.Question, Pidfds.Question, UserFaults.Question, Rings.Question, Namespaces.Question,
        Namespaces.UserQuestion, SystemCallFilters.Question, ExecutableMemfds.Question, Fuse.Question,

        HugePages.TwoMebibytes, HugePages.OneGibibyte, TransparentHugePages.Question, TransparentHugePages.Shared, SamePageMerging.Question, Swap.Question,
        Overcommit.Question, MemoryNodes.Question,

        VhostDevice.Net, VhostDevice.Vsock, Tun.Question, NetworkFunction.Bridge, NetworkFunction.Macvtap, NetworkFunction.NfTables,

        OpenFiles.Process, OpenFiles.Machine, Tasks.User, Tasks.Machine, LockedMemory.Question, MemoryAreas.Question, AsynchronousRequests.Question,
        Inotify.Question, NeighbourTables.Question,

        TimeSource.Question, Mitigations.Question,
    ];
}
