namespace VirtCore.Migration;

/// <summary>A migration failed. It has been undone as far as the decision allowed; <see cref="Survivor"/> says who has the guest.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>Describes a failed migration.</summary>
    public MigrationException(Guid id, MigrationPhase phase, MigrationSurvivor survivor, string reason, Exception? inner = null)
        : base($"Migration {id} failed in {phase}: {reason} {Outcome(survivor)}", inner)
    {
        Id = id;
        Phase = phase;
        Survivor = survivor;
        Reason = reason;
    }

    /// <summary>The migration's identity.</summary>
    public Guid Id { get; }

    /// <summary>The phase in which it failed.</summary>
    public MigrationPhase Phase { get; }

    /// <summary>Who has the guest now.</summary>
    public MigrationSurvivor Survivor { get; }

    /// <summary>What happened: what died and how (signal or exit status, last words), which deadline passed, or who said no.</summary>
    public string Reason { get; }

    private static string Outcome(MigrationSurvivor survivor) => survivor switch
    {
        MigrationSurvivor.Source => "The guest is on the source, in its run state from before.",
        MigrationSurvivor.SourceUnrestored => "The guest is on the source, but not in its run state from before; recovery tries again.",
        MigrationSurvivor.Target => "The migration was committed: the guest is on the target.",
        MigrationSurvivor.Nobody => "The process that held the only valid copy of the guest has died.",
        _ => "The source's guest stays stopped until the target's side says what was decided.",
    };
}
