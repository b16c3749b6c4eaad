namespace VirtCore.Qmp;

/// <summary>The data of one kind of event.</summary>
internal interface IQmpEventData<TSelf> : IQmpObject<TSelf>
    where TSelf : struct, IQmpEventData<TSelf>
{
    /// <summary>The event's name.</summary>
    static abstract string EventName { get; }
}
