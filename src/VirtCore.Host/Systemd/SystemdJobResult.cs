namespace VirtCore.Host;

/// <summary>How a job of systemd's ended.</summary>
/// <remarks>See JobRemoved in <see href="https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html">org.freedesktop.systemd1(5)</see>.</remarks>
public enum SystemdJobResult
{
    /// <summary>A result that this version does not know; its text is in <see cref="SystemdJobException.ResultText"/>.</summary>
    Unknown,

    /// <summary>It was carried out.</summary>
    Done,

    /// <summary>Another job took its place, or somebody cancelled it.</summary>
    Canceled,

    /// <summary>It took longer than the unit allows.</summary>
    Timeout,

    /// <summary>It failed; the journal says why (<c>journalctl -u UNIT</c>).</summary>
    Failed,

    /// <summary>A unit that this one needs failed.</summary>
    Dependency,

    /// <summary>It did not apply to the unit's state.</summary>
    Skipped,

    /// <summary>systemd never told of its end (it was reloaded, or the bus was lost), and the unit is not as it should be.</summary>
    Lost,
}
