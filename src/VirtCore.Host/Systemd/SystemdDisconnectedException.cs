namespace VirtCore.Host;

/// <summary>The bus cannot be reached, or the connection to it has ended: a call that was under way has no answer.</summary>
public sealed class SystemdDisconnectedException : SystemdException
{
    /// <summary>Describes the end of a connection.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="inner">What the bus or the kernel said.</param>
    public SystemdDisconnectedException(string message, Exception? inner = null)
        : base(null, message, inner)
    {
    }
}
