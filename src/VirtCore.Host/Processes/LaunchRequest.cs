namespace VirtCore.Host;

/// <summary>What to start, and as what.</summary>
/// <remarks>
/// Everything but the program and the state directory may be left out. Arguments, environment and paths together take at most 128 KiB, descriptors
/// at most 250.
/// </remarks>
public sealed record LaunchRequest
{
    /// <summary>The program's absolute path; it is also <c>argv[0]</c>.</summary>
    public required string FileName { get; init; }

    /// <summary>An existing directory for the guard's files, one a process. A directory that has a guard's record already is refused.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The arguments after the program's name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The environment, or null for this process's own.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Where it starts, or null for the state directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The descriptors it gets. Of 0, 1 and 2 those not named are <c>/dev/null</c>; it gets no other.</summary>
    public IReadOnlyList<PassedDescriptor> Descriptors { get; init; } = [];

    /// <summary>The user it runs as, or null for this process's own.</summary>
    public uint? UserId { get; init; }

    /// <summary>The group it runs as, or null for this process's own.</summary>
    public uint? GroupId { get; init; }

    /// <summary>Its supplementary groups, or null for this process's own.</summary>
    public IReadOnlyList<uint>? SupplementaryGroups { get; init; }

    /// <summary>The capabilities it keeps, whatever its user; all others leave its bounding set too. Null leaves them to the kernel's rules.</summary>
    public IReadOnlyCollection<LinuxCapability>? Capabilities { get; init; }

    /// <summary>Limits that differ from this process's own.</summary>
    public IReadOnlyList<ResourceLimit> ResourceLimits { get; init; } = [];

    /// <summary>Its <c>oom_score_adj</c>, -1000 to 1000, or null for this process's own.</summary>
    public int? OomScoreAdjustment { get; init; }

    /// <summary>
    /// Whether exec can give it no privileges (<c>PR_SET_NO_NEW_PRIVS</c>). Without it, a set-user-id program or one with file capabilities
    /// is refused where the kernel's autokill is not to be had: its exec would undo the guard's hold on it.
    /// </summary>
    public bool NoNewPrivileges { get; init; } = true;

    /// <summary>The cgroup that it is born into, or null. When the lifeline is cut or the process ends, everything in it is killed; the cgroup stays, and is of no use for another start.</summary>
    public CgroupV2? Cgroup { get; init; }

    /// <summary>
    /// The cgroup below which one is made for the process, or null. The process is born into it; at its end the guard kills what is left in it and removes it, before that end
    /// is told. <see cref="SupervisedProcess.Cgroup"/> is it.
    /// </summary>
    public CgroupV2? CgroupParent { get; init; }

    /// <summary>How the name of the made cgroup begins; a unique part follows it, so that no name is ever used twice.</summary>
    public string CgroupName { get; init; } = "virtcore";

    /// <summary>
    /// Sets the limits of the made cgroup, or null. It is called once the process is past its exec: limits of CPU and I/O would slow the start down. What it throws ends
    /// the process, and comes out of the launch.
    /// </summary>
    public Action<CgroupV2>? CgroupLimits { get; init; }

    /// <summary>How long the lifeline lives without <see cref="Lifeline.RenewAsync"/>, or null for as long as its owner does.</summary>
    public TimeSpan? LeaseTime { get; init; }

    /// <summary>The least that the kernel must do when the guard dies; the launch fails where the kernel cannot.</summary>
    public LifelineTier MinimumTier { get; init; } = LifelineTier.ParentDeath;
}
