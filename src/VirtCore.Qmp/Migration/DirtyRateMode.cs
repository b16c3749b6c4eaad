namespace VirtCore.Qmp;

/// <summary>How the dirty rate is measured (<c>DirtyRateMeasureMode</c>).</summary>
public enum DirtyRateMode
{
    /// <summary>A value that this version of VirtCore does not know.</summary>
    Unknown,

    /// <summary>By hashes of sample pages.</summary>
    PageSampling,

    /// <summary>By KVM's dirty ring, for each vCPU.</summary>
    DirtyRing,

    /// <summary>By the dirty bitmap.</summary>
    DirtyBitmap,
}
