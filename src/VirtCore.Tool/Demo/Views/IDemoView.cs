using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>How the demo is shown. Disposing it leaves the terminal as it was.</summary>
internal interface IDemoView : IAsyncDisposable
{
    /// <summary>What is being done now, in half a sentence.</summary>
    void Say(string what);

    /// <summary>A run begins with a guest that boots.</summary>
    void StartRun(DemoRunTitle title, TickLog ticks);

    /// <summary>A migration begins; it goes from one host to the other.</summary>
    void StartMigration(DemoStage stage, string from, string to);

    /// <summary>How far a migration is. Comes from any thread.</summary>
    void Progress(DemoStage stage, MigrationProgress progress);

    /// <summary>The first migration has completed.</summary>
    void Moved(MovedReport report);

    /// <summary>The second migration's controller has been killed, and the target with it.</summary>
    void Killed(ControllerLine last, TimeSpan targetGone);

    /// <summary>A host was opened again and has dealt with what it found.</summary>
    void Recovered(string host, string finding);

    /// <summary>All is over, and has been cleared away.</summary>
    void EndRun(DemoOutcome outcome, IReadOnlyList<ProcessEntry> leftovers);
}
