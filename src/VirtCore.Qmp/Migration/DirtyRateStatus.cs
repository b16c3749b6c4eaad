namespace VirtCore.Qmp;

/// <summary>Where the measuring of the dirty rate is (<c>DirtyRateStatus</c>).</summary>
public enum DirtyRateStatus
{
    /// <summary>A value that this version of VirtCore does not know.</summary>
    Unknown,

    /// <summary>Never asked for.</summary>
    Unstarted,

    /// <summary>Under way.</summary>
    Measuring,

    /// <summary>Done.</summary>
    Measured,
}
