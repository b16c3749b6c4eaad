namespace VirtCore.Host;

/// <summary>One resource limit of a new process: <see href="https://man7.org/linux/man-pages/man2/setrlimit.2.html">setrlimit(2)</see>.</summary>
/// <param name="Resource">Which resource.</param>
/// <param name="Soft">The limit in force; <see cref="Infinity"/> for none. In the resource's own unit: bytes, seconds, counts.</param>
/// <param name="Hard">How far the process itself may raise it.</param>
public readonly record struct ResourceLimit(LimitedResource Resource, ulong Soft, ulong Hard)
{
    /// <summary>No limit (<c>RLIM_INFINITY</c>).</summary>
    public const ulong Infinity = ulong.MaxValue;
}
