using System.Runtime.InteropServices;

namespace VirtCore.Migration;

/// <summary>The source's end of the stream: a connected socket that Prepare made and Perform hands to the source's hypervisor.</summary>
/// <remarks>There is no port and no address, so nothing can leak or be taken by another. Whoever holds it disposes it.</remarks>
public sealed class MigrationChannel(SafeHandle socket) : IDisposable
{
    /// <summary>The connected socket.</summary>
    public SafeHandle Socket { get; } = socket;

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();
}
