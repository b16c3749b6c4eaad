namespace VirtCore.Qmp;

/// <summary>The peer sent something that is not what QMP promises.</summary>
/// <remarks>Thrown by a command, it concerns that reply alone and the session goes on; as the cause of a disconnect it ended the session.</remarks>
public sealed class QmpProtocolException : QmpException
{
    /// <summary>Describes what was wrong.</summary>
    public QmpProtocolException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
