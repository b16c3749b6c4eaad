using VirtCore.Host;

namespace VirtCore.Qemu;

/// <summary>How a <see cref="QemuHost"/> works.</summary>
public sealed record QemuHostOptions
{
    /// <summary>
    /// The directory that holds what must survive this process: a folder a domain, a file a migration. It is made when it is not there (mode
    /// 0700), and one process at a time has it open. Use a local file system that survives a reboot.
    /// </summary>
    public required string StateDirectory { get; init; }

    /// <summary>The QEMU to start: an absolute path, or a name that is looked for in PATH.</summary>
    public string Binary { get; init; } = "qemu-system-x86_64";

    /// <summary>The least that ties a QEMU's life to its guard. A kernel that cannot give it fails the start.</summary>
    public LifelineTier MinimumTier { get; init; } = LifelineTier.ParentDeath;

    /// <summary>How the guards' native launcher runs; its <see cref="ProcessLauncherOptions.Scope"/> lets QEMUs outlive a restart of the host's service.</summary>
    public ProcessLauncherOptions Launcher { get; init; } = new();

    /// <summary>At most this long from the start of a QEMU to its monitor's first answer. Firmware and devices are set up in this time.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a migration whose other side does not answer is asked about again.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(StateDirectory);
        ArgumentException.ThrowIfNullOrEmpty(Binary);
        ArgumentNullException.ThrowIfNull(Launcher);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StartTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RetryInterval, TimeSpan.Zero);
    }
}
