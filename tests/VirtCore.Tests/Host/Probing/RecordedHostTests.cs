using VirtCore.Host;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Host;

/// <summary>Whole hosts of different kinds: every check, and what it says.</summary>
public sealed class RecordedHostTests
{
    [Theory]
    [InlineData(
        "software-kvm-hybrid",
        "cpu-virtualization=Info kvm-nested=Info kvm-paging=Info iommu=Info confidential-guests=Info cgroup-mode=Warn cgroup-"
        + "controllers=Warn cgroup-favordynmods=Warn lifeline-tier=Info hugepages-2m=Info hugepages-1g=Info thp-shmem=Info "
        + "swap=Info vhost-net=Warn vhost-vsock=Warn limit-open-files=Warn limit-tasks=Warn limit-locked-memory=Info limit-aio=Warn "
        + "limit-inotify=Warn limit-neighbours=Warn cpu-mitigations=Warn")]
    [InlineData(
        "emulated-amd-unified",
        "iommu=Info confidential-guests=Info cgroup-favordynmods=Warn hugepages-2m=Info hugepages-1g=Info thp-shmem=Info "
        + "swap=Info limit-open-files=Warn limit-files=Warn limit-processes=Warn limit-tasks=Warn limit-locked-memory=Info limit-"
        + "aio=Warn limit-inotify=Warn limit-neighbours=Warn cpu-mitigations=Warn")]
    [InlineData(
        "amd-bare-metal",
        "hugepages-1g=Info")]
    [InlineData(
        "intel-nested-off",
        "kvm-device=Fail kvm-api=Fail kvm-guest=Unknown kvm-nested=Info kvm-nx-huge-pages=Info iommu=Warn confidential-"
        + "guests=Info cgroup-delegation=Warn cgroup-favordynmods=Warn kernel-version=Warn lifeline-tier=Info pidfd=Info "
        + "userfaultfd=Warn io-uring=Warn hugepages-2m=Info hugepages-1g=Info thp=Warn thp-shmem=Info ksm=Info swap=Warn "
        + "overcommit=Warn vhost-net=Warn vhost-vsock=Warn bridge=Unknown macvtap=Unknown nftables=Unknown limit-open-files=Warn "
        + "limit-files=Warn limit-processes=Warn limit-tasks=Warn limit-locked-memory=Info limit-aio=Warn limit-inotify=Warn limit-"
        + "neighbours=Warn clocksource=Warn cpu-mitigations=Warn")]
    [InlineData(
        "container",
        "kvm-device=Fail kvm-api=Fail kvm-guest=Unknown iommu=Info confidential-guests=Info cgroup-mode=Warn cgroup-"
        + "favordynmods=Warn lifeline-tier=Info userfaultfd=Warn io-uring=Warn seccomp=Info fuse=Info hugepages-2m=Info "
        + "hugepages-1g=Info thp-shmem=Info swap=Info vhost-net=Warn vhost-vsock=Warn tun=Fail bridge=Unknown macvtap=Unknown "
        + "nftables=Unknown limit-open-files=Warn limit-files=Warn limit-processes=Warn limit-tasks=Warn limit-locked-memory=Info "
        + "limit-aio=Warn limit-inotify=Warn limit-neighbours=Info cpu-mitigations=Warn")]
    [InlineData(
        "nothing",
        "cpu-virtualization=Unknown kvm-device=Unknown kvm-api=Unknown kvm-guest=Unknown kvm-nested=Unknown kvm-paging=Unknown "
        + "kvm-nx-huge-pages=Unknown kvm-halt-poll=Unknown iommu=Unknown confidential-guests=Unknown cgroup-mode=Unknown cgroup-"
        + "controllers=Unknown cgroup-delegation=Unknown cgroup-favordynmods=Unknown pressure=Unknown kernel-version=Unknown "
        + "lifeline-tier=Info pidfd=Fail userfaultfd=Warn io-uring=Warn namespaces=Unknown user-namespaces=Unknown seccomp=Unknown "
        + "fuse=Info hugepages-2m=Unknown hugepages-1g=Unknown thp=Unknown thp-shmem=Unknown ksm=Unknown swap=Unknown "
        + "overcommit=Unknown numa=Unknown vhost-net=Warn vhost-vsock=Warn tun=Fail bridge=Unknown macvtap=Unknown nftables=Unknown "
        + "limit-open-files=Unknown limit-files=Unknown limit-processes=Unknown limit-tasks=Unknown limit-locked-memory=Unknown "
        + "limit-mappings=Unknown limit-aio=Unknown limit-inotify=Unknown limit-neighbours=Unknown clocksource=Unknown cpu-"
        + "mitigations=Unknown")]
    public void What_does_not_pass_is_said(string name, string expected)
    {
        HostReport report = HostProbe.Look(RecordedHost.Load(name).View(), TestContext.Current.CancellationToken);
        Assert.Equal(expected, string.Join(' ', report.Checks.Where(static check => check.Status != HostStatus.Pass).Select(static check => $"{check.Id}={check.Status}")));
    }
}
