namespace VirtCore.Qemu;

/// <summary>How a domain is started.</summary>
public sealed record DomainStartOptions
{
    /// <summary>Leaves the guest's CPUs stopped. libvirt: <c>VIR_DOMAIN_START_PAUSED</c>.</summary>
    public bool Paused { get; init; }

    /// <summary>
    /// Ties the domain to this process: it is killed when the host is disposed or dies, however it dies. libvirt:
    /// <c>VIR_DOMAIN_START_AUTODESTROY</c>. Without it the domain outlives the host and is adopted by the next one that opens its state directory.
    /// </summary>
    public bool AutoDestroy { get; init; }
}
