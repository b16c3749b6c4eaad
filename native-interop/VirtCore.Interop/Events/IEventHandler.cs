namespace VirtCore.Interop;

/// <summary>Receives readiness of one descriptor on the event loop's thread.</summary>
internal interface IEventHandler
{
    /// <summary>Called on the loop's thread with the ready <c>EPOLL*</c> bits. Must not block and must not throw.</summary>
    void OnEvents(uint events);
}
