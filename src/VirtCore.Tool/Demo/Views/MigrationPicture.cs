using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>What the live picture knows of one migration. Phases are timed as they are reported; the final figures replace that.</summary>
internal sealed class MigrationPicture(string title)
{
    private readonly TimeSpan?[] _starts = new TimeSpan?[Texts.Phases.Length];

    public string Title { get; } = title;

    public MigrationProgress? Last { get; private set; }

    /// <summary>The figures with which memory was last seen on its way.</summary>
    public MigrationProgress? Stream { get; private set; }

    public PhasesReport? Times { get; set; }

    /// <summary>Whether it ended in the middle.</summary>
    public bool Killed { get; set; }

    /// <summary>Lines below the phases.</summary>
    public List<string> Findings { get; } = [];

    public void Add(MigrationProgress progress)
    {
        Last = progress;
        _starts[(int)progress.Phase] ??= progress.Elapsed;
        if (progress.TotalBytes > 0)
            Stream = progress;
    }

    public bool IsDone(MigrationPhase phase) => Times is not null || (Last is { } last && phase < last.Phase);

    public bool IsCurrent(MigrationPhase phase) => Times is null && Last is { } last && phase == last.Phase;

    /// <summary>How long a phase took, or has taken; null when it has not begun.</summary>
    public double? Milliseconds(MigrationPhase phase)
    {
        if (Times is { } times)
            return Texts.Of(times, phase);
        if (_starts[(int)phase] is not { } start)
            return null;
        TimeSpan? next = phase < MigrationPhase.Confirm ? _starts[(int)phase + 1] : null;
        return ((next ?? Last!.Value.Elapsed) - start).TotalMilliseconds;
    }

    /// <summary>How much of the guest's memory is across, 0 to 1.</summary>
    public double Fraction => Times is not null ? 1 : Stream is { } stream ? 1 - ((double)stream.RemainingBytes / stream.TotalBytes) : 0;
}
