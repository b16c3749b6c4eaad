namespace VirtCore.Qmp;

/// <summary>Limits and time-outs of one <see cref="GuestAgentClient"/>. <see cref="Timeout.InfiniteTimeSpan"/> means none.</summary>
public sealed record GuestAgentOptions
{
    /// <summary>For each command, with its wait for the commands before it: 10 s. A guest without an agent answers nothing.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For freezing, thawing and trimming: 5 minutes.</summary>
    public TimeSpan LongTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The largest message accepted, in bytes: 64 MiB, as the agent captures 16 MiB of each output. The guest is not to be trusted: a larger one ends the session.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;
}
