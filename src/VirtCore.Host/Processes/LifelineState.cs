namespace VirtCore.Host;

/// <summary>What this host's end of a lifeline means for the process.</summary>
public enum LifelineState
{
    /// <summary>The process dies when this end goes: by <see cref="Lifeline.Cut"/>, by dispose, or with the host process.</summary>
    Armed,

    /// <summary>The process outlives this end.</summary>
    Committed,

    /// <summary>The lifeline was cut: the process is dead or dying.</summary>
    Cut,

    /// <summary>An adopted process that is not committed yet: its life hangs on another owner's lifeline, not on this end.</summary>
    ArmedElsewhere,
}
