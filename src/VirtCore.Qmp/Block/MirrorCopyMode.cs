namespace VirtCore.Qmp;

/// <summary>How a mirror follows the guest's writes (<c>MirrorCopyMode</c>).</summary>
public enum MirrorCopyMode
{
    /// <summary>In the background.</summary>
    Background,

    /// <summary>Each write goes to both before it is done, so the mirror converges.</summary>
    WriteBlocking,
}
