namespace VirtCore.Migration;

/// <summary>Passes the stream's figures on with the engine's own phase and time, and nothing once Perform has ended.</summary>
/// <remarks>A receiver that throws is the caller's fault and must not fail a migration: it is not called again.</remarks>
internal sealed class PhaseProgress(TimeProvider time, long start, IProgress<MigrationProgress>? receiver) : IProgress<MigrationProgress>
{
    private readonly Lock _gate = new();
    private IProgress<MigrationProgress>? _receiver = receiver;
    private MigrationPhase _phase;

    /// <summary>This, or null when nobody listens, so that the driver need not ask the hypervisor for figures.</summary>
    public IProgress<MigrationProgress>? Wanted => _receiver is null ? null : this;

    public void Enter(MigrationPhase phase)
    {
        lock (_gate)
        {
            _phase = phase;
            Send(new MigrationProgress { Phase = phase, Elapsed = time.GetElapsedTime(start) });
        }
    }

    public void Report(MigrationProgress value)
    {
        lock (_gate)
        {
            if (_phase == MigrationPhase.Perform)
                Send(value with { Phase = MigrationPhase.Perform, Elapsed = time.GetElapsedTime(start) });
        }
    }

    private void Send(MigrationProgress value)
    {
        try
        {
            _receiver?.Report(value);
        }
        catch (Exception)
        {
            _receiver = null;
        }
    }
}
