namespace VirtCore.Qmp.Commands;

/// <summary>Where a command is on its way. Changed under the session's lock alone.</summary>
internal enum PendingState
{
    /// <summary>Written, not yet handed to the session.</summary>
    Created,

    /// <summary>Waits for its turn.</summary>
    Waiting,

    /// <summary>Sent, or in the queue of what the socket did not take at once.</summary>
    InFlight,

    /// <summary>Settled: whoever set this completes the caller's task.</summary>
    Done,
}
