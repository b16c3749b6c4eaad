namespace VirtCore.Qmp;

/// <summary>When a backup updates its bitmap (<c>BitmapSyncMode</c>).</summary>
public enum BitmapSyncMode
{
    /// <summary>When it succeeded.</summary>
    OnSuccess,

    /// <summary>Never.</summary>
    Never,

    /// <summary>Also for the part that was copied before a failure.</summary>
    Always,
}
