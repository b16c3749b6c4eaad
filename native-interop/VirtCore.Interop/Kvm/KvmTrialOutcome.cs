namespace VirtCore.Interop;

/// <summary>How a <see cref="KvmTrial"/> went.</summary>
internal enum KvmTrialOutcome
{
    /// <summary>The guest computed, said the right number, and halted.</summary>
    Ran,

    /// <summary>The kernel refused a step.</summary>
    Refused,

    /// <summary>The guest left for a reason that it should not have, or said another number.</summary>
    WrongExit,

    /// <summary>It was still running when its time was up, and was stopped.</summary>
    TimedOut,

    /// <summary>KVM_RUN did not even heed a signal. Its thread, and the machine that it holds, stay until the process ends.</summary>
    Stuck,
}
