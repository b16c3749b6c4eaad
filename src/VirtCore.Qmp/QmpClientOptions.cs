using System.Runtime.InteropServices;

namespace VirtCore.Qmp;

/// <summary>Limits and time-outs of one <see cref="QmpClient"/>. <see cref="Timeout.InfiniteTimeSpan"/> means none.</summary>
public sealed record QmpClientOptions
{
    /// <summary>From the connection to the answer to <c>qmp_capabilities</c>, which QEMU gives only after it has built the machine: 30 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For commands that ask: 10 s.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For commands that change the machine's state: 60 s.</summary>
    public TimeSpan ControlTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For commands that may wait for storage or a peer: 10 minutes.</summary>
    public TimeSpan LongTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The largest message accepted, in bytes: 16 MiB. A larger one ends the session with <see cref="QmpDisconnectCause.LimitExceeded"/>.</summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// A pidfd of QEMU's process, or null. With it a session ends by <see cref="QmpDisconnectCause.PeerDied"/> when the process does, also where
    /// another process keeps the connection open. It stays the caller's.
    /// </summary>
    public SafeHandle? PeerProcess { get; init; }

    /// <summary>How many in-band commands may be in flight; more wait in order. QEMU stops reading, also out-of-band commands, beyond 8.</summary>
    public int MaxInFlight { get; init; } = 8;

    /// <summary>
    /// Whether out-of-band commands are negotiated where QEMU offers them. QEMU then reads the monitor on a thread of its own and hands each ordinary
    /// command over to its main loop and back, which on a busy machine costs every one of them a few hundred microseconds.
    /// </summary>
    public bool OutOfBand { get; init; } = true;

    /// <summary>How many events one subscription holds before it loses its oldest: 256.</summary>
    public int EventQueueCapacity { get; init; } = 256;

    internal TimeSpan TimeoutOf(QmpCallClass callClass) => callClass switch
    {
        QmpCallClass.Control => ControlTimeout,
        QmpCallClass.Long => LongTimeout,
        _ => QueryTimeout,
    };

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EventQueueCapacity, 1);
    }
}
