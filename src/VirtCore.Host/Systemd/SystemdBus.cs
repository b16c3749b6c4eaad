namespace VirtCore.Host;

/// <summary>Which systemd is spoken to.</summary>
public enum SystemdBus
{
    /// <summary>The machine's (PID 1), over the system bus. Needs root or a polkit rule.</summary>
    System,

    /// <summary>The user's own (<c>systemd --user</c>), over the user bus: for hosts without root. Needs a session or lingering (<c>loginctl enable-linger</c>).</summary>
    User,
}
