namespace VirtCore.Migration;

/// <summary>A phase failed; nothing has been undone yet. It never leaves the engine.</summary>
internal sealed class PhaseFailedException(MigrationPhase phase, PhaseEnd end, string reason, Exception? inner) : Exception(reason, inner)
{
    public MigrationPhase Phase { get; } = phase;

    public PhaseEnd End { get; } = end;
}
