using VirtCore.Interop;
using Xunit;

namespace VirtCore.Tests.Interop;

public sealed class EventLoopTests
{
    [Fact]
    public async Task A_deadline_fires_once_and_not_early()
    {
        using var loop = new EventLoop(TimeProvider.System);
        var deadline = new SignallingDeadline();
        long before = TimeProvider.System.GetTimestamp();
        loop.Arm(deadline, TimeSpan.FromMilliseconds(20));
        await deadline.Fired.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(20));
        Assert.False(loop.Disarm(deadline));
    }

    [Fact]
    public async Task A_disarmed_deadline_does_not_fire()
    {
        using var loop = new EventLoop(TimeProvider.System);
        var disarmed = new SignallingDeadline();
        var later = new SignallingDeadline();
        loop.Arm(disarmed, TimeSpan.FromMilliseconds(10));
        Assert.True(loop.Disarm(disarmed));
        loop.Arm(later, TimeSpan.FromMilliseconds(30));
        await later.Fired.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(disarmed.Fired.IsCompleted);
    }

    [Fact]
    public async Task Readiness_of_a_socket_reaches_its_handler()
    {
        using var loop = new EventLoop(TimeProvider.System);
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM);
        using (ours)
        using (theirs)
        {
            var handler = new RecordingHandler();
            using EventRegistration registration = loop.Register(ours, (uint)Tmds.Linux.LibC.EPOLLIN, handler);
            handler.Registration = registration;
            Assert.Equal(3, UnixSocket.Send(theirs, "abc"u8));
            uint events = await handler.Seen.WaitAsync(TimeSpan.FromSeconds(10));
            Assert.NotEqual(0u, events & (uint)Tmds.Linux.LibC.EPOLLIN);
        }
    }

    private sealed class SignallingDeadline : Deadline
    {
        private readonly TaskCompletionSource _fired = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Fired => _fired.Task;

        protected internal override void OnExpired() => _fired.SetResult();
    }

    private sealed class RecordingHandler : IEventHandler
    {
        private readonly TaskCompletionSource<uint> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EventRegistration? Registration { get; set; }

        public Task<uint> Seen => _seen.Task;

        public void OnEvents(uint events)
        {
            Registration?.Dispose();
            _seen.TrySetResult(events);
        }
    }
}
