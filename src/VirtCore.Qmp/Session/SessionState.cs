namespace VirtCore.Qmp;

/// <summary>Where a session is. It only moves forward.</summary>
internal enum SessionState
{
    /// <summary>Connected; the greeting has not come.</summary>
    Greeting,

    /// <summary>Greeted: commands go through, the first being qmp_capabilities.</summary>
    Running,

    /// <summary>Ended, with a cause.</summary>
    Disconnected,
}
