using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>Waiting for an eventfd.</summary>
public sealed class EventFdTests : LiveTest
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_counted_before_is_there_at_once()
    {
        using var counter = new EventFd();
        counter.Signal();
        counter.Signal(41);
        ValueTask<ulong> taken = counter.TakeAsync(Token);
        Assert.True(taken.IsCompletedSuccessfully);
        Assert.Equal(42UL, await taken);
        Assert.False(counter.TryTake(out _));
    }

    [Fact]
    public async Task A_wait_ends_with_a_signal_again_and_again()
    {
        using var counter = new EventFd();
        for (ulong i = 1; i <= 100; i++)
        {
            ValueTask<ulong> taken = counter.TakeAsync(Token);
            Assert.False(taken.IsCompleted);
            counter.Signal(i);
            Assert.Equal(i, await taken.AsTask().WaitAsync(Patience.Seconds(10), Token));
        }
    }

    [Fact]
    public async Task A_cancelled_wait_ends_and_takes_nothing()
    {
        using var counter = new EventFd();
        using var cancellation = new CancellationTokenSource();
        Task<ulong> waiting = counter.TakeAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience.Seconds(10), Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => counter.TakeAsync(cancellation.Token).AsTask());
        counter.Signal(3);
        Assert.Equal(3UL, await counter.TakeAsync(Token));
    }

    [Fact]
    public async Task A_wait_ends_when_the_eventfd_is_disposed()
    {
        var counter = new EventFd();
        Task<ulong> waiting = counter.TakeAsync(Token).AsTask();
        counter.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience.Seconds(10), Token));
        Assert.Throws<ObjectDisposedException>(() => counter.Signal());
        Assert.Throws<ObjectDisposedException>(() => counter.TryTake(out _));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => counter.TakeAsync(Token).AsTask());
    }

    [Fact]
    public async Task One_waits_at_a_time()
    {
        using var counter = new EventFd();
        Task<ulong> waiting = counter.TakeAsync(Token).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => counter.TakeAsync(Token).AsTask());
        counter.Signal();
        Assert.Equal(1UL, await waiting.WaitAsync(Patience.Seconds(10), Token));
    }
}
