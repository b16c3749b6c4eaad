namespace VirtCore.Qmp;

/// <summary>QEMU's version, as the greeting and <c>query-version</c> say it.</summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
/// <param name="Micro">The micro version; 50 and above are development builds.</param>
/// <param name="Package">The distribution's package version, or an empty string.</param>
public readonly record struct QmpVersion(int Major, int Minor, int Micro, string Package)
{
    /// <summary>Whether this is at least the given version.</summary>
    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    /// <inheritdoc/>
    public override string ToString() => string.IsNullOrEmpty(Package) ? $"{Major}.{Minor}.{Micro}" : $"{Major}.{Minor}.{Micro} ({Package})";
}
