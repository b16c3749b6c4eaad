namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Begins to listen to events. What QEMU sends from now on is queued for this subscription until it is read.</summary>
    /// <param name="names">The events' names, such as <c>STOP</c>; none for all events.</param>
    /// <remarks>
    /// Events that came before a session's first subscription, also those before the greeting, are kept for it (the last
    /// <see cref="QmpClientOptions.EventQueueCapacity"/> of them). QEMU itself drops all but the last of some events within a second: read the
    /// state again when an event says that it changed, and never count events.
    /// </remarks>
    public QmpEventSubscription Subscribe(params ReadOnlySpan<string> names) => _session.Subscribe(names);
}
