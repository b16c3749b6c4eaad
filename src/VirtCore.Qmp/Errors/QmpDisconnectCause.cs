namespace VirtCore.Qmp;

/// <summary>Why a session ended.</summary>
public enum QmpDisconnectCause
{
    /// <summary>The peer closed the connection: QEMU quit, was killed, or hung up.</summary>
    EndOfStream,

    /// <summary>The peer's process has ended, says the pidfd of <see cref="QmpClientOptions.PeerProcess"/>.</summary>
    PeerDied,

    /// <summary>The peer sent what is not QMP.</summary>
    ProtocolError,

    /// <summary>The peer sent a message larger than <see cref="QmpClientOptions.MaxMessageBytes"/> or nested too deep.</summary>
    LimitExceeded,

    /// <summary>The kernel refused a read or a write.</summary>
    InputOutputError,

    /// <summary>The greeting or the capabilities did not come in time.</summary>
    HandshakeTimeout,

    /// <summary>The client was disposed by its owner.</summary>
    Disposed,
}
