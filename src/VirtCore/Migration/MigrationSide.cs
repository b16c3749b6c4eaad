namespace VirtCore.Migration;

/// <summary>The two sides of a migration.</summary>
public enum MigrationSide
{
    /// <summary>Where the guest ran before.</summary>
    Source,

    /// <summary>Where the guest is to run.</summary>
    Target,
}
