namespace VirtCore.Host;

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit status, or null when a signal ended it or nobody knows.</param>
/// <param name="Signal">The number of the signal that ended it, or null.</param>
/// <param name="GuardDied">
/// Whether its guard died first, so that the kernel killed it, or hangs and cannot tell. The status then comes from the kernel where it keeps one (Linux 6.15), else it is unknown.
/// </param>
public readonly record struct ProcessExit(int? Code, int? Signal, bool GuardDied = false)
{
    /// <summary>Whether the exit status or the signal is known.</summary>
    public bool Known => Code is not null || Signal is not null;

    /// <inheritdoc/>
    public override string ToString()
    {
        string how = this switch
        {
            { Code: { } code } => $"exited with status {code}",
            { Signal: { } signal } => $"was ended by signal {signal}",
            _ => "ended, nobody knows how",
        };
        return GuardDied ? how + " after its guard had died" : how;
    }
}
