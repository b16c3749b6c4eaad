using VirtCore.Interop;

namespace VirtCore.Fuzz;

/// <summary>Waits until the event loop has done with what it was at.</summary>
/// <remarks>Coverage is counted from branch to branch, whatever threads these are on: the less runs beside each other, the more of it comes again.</remarks>
internal sealed class LoopTurn : IEventHandler
{
    private const uint EpollIn = 1;

    private static readonly Lazy<LoopTurn> s_only = new(static () => new LoopTurn());

    private readonly SafeSocketDescriptor _here;
    private readonly SafeSocketDescriptor _there;
    private TaskCompletionSource _taken = new();

    private LoopTurn()
    {
        (_here, _there) = UnixSocket.StreamPair();
        EventLoop.Shared.Register(_here, EpollIn, this);
    }

    /// <summary>One caller at a time.</summary>
    public static Task TakeAsync() => s_only.Value.Take();

    public void OnEvents(uint events)
    {
        UnixSocket.Receive(_here, stackalloc byte[1]);
        _taken.SetResult();
    }

    private Task Take()
    {
        _taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        UnixSocket.Send(_there, "x"u8);
        return _taken.Task;
    }
}
