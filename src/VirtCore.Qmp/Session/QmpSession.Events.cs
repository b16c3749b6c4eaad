namespace VirtCore.Qmp;

internal sealed partial class QmpSession
{
    // What came before anybody listened, for the first who does. Null from then on.
    private QmpEventQueue? _backlog;

    private QmpEventSubscription[] _subscriptions = [];

    public QmpEventSubscription Subscribe(ReadOnlySpan<string> names)
    {
        var subscription = new QmpEventSubscription(this, names);
        lock (_gate)
        {
            if (_backlog is not null)
                subscription.Adopt(_backlog);
            _backlog = null;
            if (_state != SessionState.Disconnected)
                _subscriptions = [.. _subscriptions, subscription];
            else
                subscription.End(_end!);
        }

        return subscription;
    }

    public void Unsubscribe(QmpEventSubscription subscription)
    {
        lock (_gate)
            _subscriptions = Array.FindAll(_subscriptions, other => other != subscription);
    }

    private void OnEvent(in QmpMessage message)
    {
        QmpEventSubscription[] subscriptions;
        string name = EventNames.NameOf(message.Name);
        lock (_gate)
        {
            _backlog?.Enqueue(name, message.Timestamp, message.Body);
            subscriptions = _subscriptions;
        }

        foreach (QmpEventSubscription subscription in subscriptions)
            subscription.Publish(name, message.Timestamp, message.Body);
    }

    private void EndSubscriptions(QmpDisconnect end)
    {
        QmpEventSubscription[] subscriptions;
        lock (_gate)
        {
            subscriptions = _subscriptions;
            _subscriptions = [];
        }

        foreach (QmpEventSubscription subscription in subscriptions)
            subscription.End(end);
    }
}
