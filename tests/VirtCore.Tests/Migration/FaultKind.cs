namespace VirtCore.Tests.Migration;

/// <summary>What can go wrong at one point of a simulated run.</summary>
public enum FaultKind
{
    /// <summary>The process that drives dies: the engine's, or the recovery's.</summary>
    DriverDies,
    SourceDies,
    TargetDies,

    /// <summary>The kernel kills the guard's QEMU with it.</summary>
    TargetGuardDies,

    /// <summary>The call does nothing and throws.</summary>
    CallFails,

    /// <summary>The call has its effect and throws.</summary>
    AnswerLost,

    /// <summary>The call does nothing and hangs until its token is cancelled.</summary>
    CallHangs,

    /// <summary>The target's side does not answer from here until the first recoveries have been tried.</summary>
    TargetUnreachable,

    /// <summary>The caller cancels.</summary>
    Cancel,

    /// <summary>The other host's recovery runs right here, from its start to its end.</summary>
    OtherSideRecovers,
}
