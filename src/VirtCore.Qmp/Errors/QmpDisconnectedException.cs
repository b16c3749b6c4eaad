namespace VirtCore.Qmp;

/// <summary>The session has ended, so the command has no answer. Whether QEMU carried it out is unknown unless it was never sent.</summary>
public sealed class QmpDisconnectedException : QmpException
{
    /// <summary>Describes a command without an answer.</summary>
    /// <param name="disconnect">How the session ended.</param>
    /// <param name="command">The command that had no answer, or null.</param>
    public QmpDisconnectedException(QmpDisconnect disconnect, string? command = null)
        : base(command is null ? disconnect.Message : $"{command} has no answer: {disconnect.Message}", disconnect.Error)
    {
        Disconnect = disconnect;
        Command = command;
    }

    /// <summary>How the session ended.</summary>
    public QmpDisconnect Disconnect { get; }

    /// <summary>The command that had no answer, or null.</summary>
    public string? Command { get; }
}
