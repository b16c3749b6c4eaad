namespace VirtCore.Qmp;

/// <summary>What a mirror or backup copies (<c>MirrorSyncMode</c>).</summary>
public enum BlockSyncMode
{
    /// <summary>What is allocated in the topmost image.</summary>
    Top,

    /// <summary>The whole device.</summary>
    Full,

    /// <summary>Only what is written from now on.</summary>
    None,

    /// <summary>What a bitmap has marked; the bitmap is cleared on success.</summary>
    Incremental,

    /// <summary>What a bitmap has marked; the bitmap's fate is said by its own mode.</summary>
    Bitmap,
}
