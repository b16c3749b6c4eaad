namespace VirtCore.Migration;

/// <summary>Moves a running guest from a source to a target through the five phases, so that no failure loses or doubles it.</summary>
/// <remarks>
/// It has no thread, socket or clock of its own: all it does goes through the two ports and the <see cref="TimeProvider"/>. Thread-safe; one
/// instance runs any number of migrations. Two-phase commit with presumed abort: see DESIGN.md beside this project.
/// </remarks>
/// <param name="timeProvider">The time by which deadlines and the report's figures are taken.</param>
public sealed class MigrationEngine(TimeProvider timeProvider)
{
    private readonly TimeProvider _time = timeProvider ?? throw new ArgumentNullException(nameof(timeProvider));

    /// <summary>Runs one migration to its end: it has happened when this returns, and nothing is left of it but the guest on the target.</summary>
    /// <param name="source">Where the guest is.</param>
    /// <param name="target">Where it is to go.</param>
    /// <param name="options">Deadlines and limits.</param>
    /// <param name="progress">Is told the start of each phase, and Perform's figures.</param>
    /// <param name="cancellationToken">Cancels until the commit is sent; from there it is not looked at, and the migration completes.</param>
    /// <exception cref="MigrationException">It failed. <see cref="MigrationException.Survivor"/> says who has the guest.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and everything is as it was before.</exception>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public ValueTask<MigrationReport> RunAsync(
        IMigrationSource source, IMigrationTarget target, MigrationOptions options, IProgress<MigrationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        return new MigrationRun(_time, source, target, options, progress, cancellationToken).RunAsync();
    }
}
