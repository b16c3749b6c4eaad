namespace VirtCore.Qmp;

public sealed partial class GuestAgentClient
{
    /// <summary>
    /// Freezes the guest's file systems for a snapshot (<c>guest-fsfreeze-freeze</c>, or <c>guest-fsfreeze-freeze-list</c> where some are named): how many. Until
    /// <see cref="ThawAsync"/> the guest cannot write, and the agent takes no commands but a few.
    /// </summary>
    /// <remarks>After a time-out or a failure of unknown outcome, thaw: it does no harm where nothing is frozen.</remarks>
    public Task<long> FreezeAsync(IReadOnlyList<string>? mountPoints = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            mountPoints is null ? "guest-fsfreeze-freeze" : "guest-fsfreeze-freeze-list", json => WriteOptional(json, "mountpoints"u8, mountPoints),
            ReadInt64, timeout ?? _options.LongTimeout, cancellationToken);

    /// <summary>Thaws the guest's file systems (<c>guest-fsfreeze-thaw</c>): how many.</summary>
    public Task<long> ThawAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-fsfreeze-thaw", null, ReadInt64, timeout ?? _options.LongTimeout, cancellationToken);

    /// <summary>Asks whether file systems are frozen (<c>guest-fsfreeze-status</c>).</summary>
    public Task<bool> IsFrozenAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync("guest-fsfreeze-status", null, static (ref reader) => reader.ValueTextEquals("frozen"u8), timeout, cancellationToken);

    /// <summary>Has the guest give back the space that its file systems do not use (<c>guest-fstrim</c>).</summary>
    /// <param name="minimumBytes">The shortest range worth it; 0 is the file system's choice.</param>
    /// <param name="timeout">The time-out, or null for <see cref="GuestAgentOptions.LongTimeout"/>.</param>
    /// <param name="cancellationToken">Gives the caller up.</param>
    public Task<GuestTrimReport> TrimAsync(long minimumBytes = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            "guest-fstrim", json => json.WriteNumber("minimum"u8, minimumBytes), QmpObject.Read<GuestTrimReport>, timeout ?? _options.LongTimeout,
            cancellationToken);
}
