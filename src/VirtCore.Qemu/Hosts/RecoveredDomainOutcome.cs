namespace VirtCore.Qemu;

/// <summary>What opening a state directory did with a domain that it found.</summary>
public enum RecoveredDomainOutcome
{
    /// <summary>It runs (or is paused), and is on the host again.</summary>
    Adopted,

    /// <summary>It had ended while nobody looked; what was left of it has been removed.</summary>
    Ended,

    /// <summary>Its start had not been finished, or it was to die with its owner: it is dead, and what was left of it has been removed.</summary>
    Removed,

    /// <summary>It lives, but neither its guard nor its monitor answers. It is left alone; the next opening tries again.</summary>
    Unreachable,
}
