namespace VirtCore.Qmp;

/// <summary>How the agent shuts a guest down (<c>mode</c> of <c>guest-shutdown</c>).</summary>
public enum GuestShutdownMode
{
    /// <summary>Shuts down and powers off.</summary>
    Powerdown,

    /// <summary>Shuts down and leaves the power on.</summary>
    Halt,

    /// <summary>Restarts.</summary>
    Reboot,
}
