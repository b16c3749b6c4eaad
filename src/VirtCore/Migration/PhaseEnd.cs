namespace VirtCore.Migration;

/// <summary>Why a phase ended before its time.</summary>
internal enum PhaseEnd
{
    Refused,
    Deadline,
    Cancelled,
    SourceLost,
    TargetLost,
}
