namespace VirtCore.KvmMachine;

/// <summary>How a machine ended.</summary>
internal enum MachineEnd
{
    /// <summary>The guest wrote its exit status.</summary>
    Exited,

    /// <summary>It halted, with nothing to wake it.</summary>
    Halted,

    /// <summary>It shut down: a triple fault, or a reset.</summary>
    ShutDown,

    /// <summary>Whoever runs it had seen enough.</summary>
    Stopped,

    /// <summary>Its time was up.</summary>
    TimedOut,
}
