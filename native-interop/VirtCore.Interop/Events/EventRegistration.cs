using System.Runtime.InteropServices;

namespace VirtCore.Interop;

/// <summary>One descriptor's place in the <see cref="EventLoop"/>. It keeps the descriptor open until it is disposed.</summary>
/// <remarks>
/// Thread-safe. After <see cref="Dispose"/> returns no new call of the handler begins; one that is under way on the loop's thread may
/// still be finishing, so a handler guards its own state.
/// </remarks>
internal sealed class EventRegistration : IDisposable
{
    private readonly EventLoop _loop;
    private readonly SafeHandle _handle;
    private int _disposed;

    internal EventRegistration(EventLoop loop, SafeHandle handle, IEventHandler handler, ulong key)
    {
        _loop = loop;
        _handle = handle;
        Handler = handler;
        Key = key;
    }

    internal IEventHandler Handler { get; }

    internal ulong Key { get; }

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>Changes the events waited for: a set of <c>EPOLL*</c> bits (EPOLLERR and EPOLLHUP always are).</summary>
    public void Modify(uint events)
    {
        if (!IsDisposed)
            _loop.Modify(_handle, events, Key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _loop.Remove(_handle, Key);
    }
}
