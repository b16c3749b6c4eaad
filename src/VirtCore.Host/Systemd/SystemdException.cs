namespace VirtCore.Host;

/// <summary>What goes wrong between VirtCore and systemd.</summary>
public class SystemdException : Exception
{
    /// <summary>Describes a failure.</summary>
    /// <param name="unit">The unit, or null.</param>
    /// <param name="message">What happened.</param>
    /// <param name="inner">What it comes from, or null.</param>
    public SystemdException(string? unit, string message, Exception? inner = null)
        : base(message, inner) => Unit = unit;

    /// <summary>The unit that it is about, or null.</summary>
    public string? Unit { get; }
}
