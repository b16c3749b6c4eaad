using VirtCore.Interop;
using Xunit;

namespace VirtCore.LiveTests.Leftovers;

public sealed class LiveTestTests
{
    [Fact]
    public async Task A_test_that_leaves_a_file_where_none_may_stay_fails_and_names_it()
    {
        var test = new Untidy { Strict = true };
        File.WriteAllText(Path.Combine(test.Place, "forgotten"), "");
        Xunit.Sdk.FailException failure = await Assert.ThrowsAsync<Xunit.Sdk.FailException>(() => test.DisposeAsync().AsTask());
        Assert.Contains(Path.Combine(test.Place, "forgotten"), failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(test.Place));
    }

    [Fact]
    public async Task A_test_that_forgets_to_dispose_a_socket_fails_and_names_it()
    {
        var test = new Untidy();
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM);
        Xunit.Sdk.FailException failure = await Assert.ThrowsAsync<Xunit.Sdk.FailException>(() => test.DisposeAsync().AsTask());
        Assert.Contains(": socket:[", failure.Message, StringComparison.Ordinal);
        ours.Dispose();
        theirs.Dispose();
    }

    [Fact]
    public async Task A_leftover_that_goes_by_itself_in_time_is_none()
    {
        var test = new Untidy();
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM);
        EventLoop.Shared.Arm(new Closing(ours, theirs), TimeSpan.FromMilliseconds(50));
        await test.DisposeAsync();
        Assert.True(ours.IsClosed);
        Assert.False(Directory.Exists(test.Place));
    }

    [Fact]
    public async Task The_clean_up_of_a_test_comes_before_the_check()
    {
        var test = new Untidy();
        (test.Ours, test.Theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM);
        await test.DisposeAsync();
        Assert.True(test.Ours.IsClosed);
    }

    private sealed class Untidy : LiveTest
    {
        public string Place => PrivateDirectory;

        public bool Strict { set => PrivateDirectoryMustBeEmpty = value; }

        public SafeSocketDescriptor? Ours { get; set; }

        public SafeSocketDescriptor? Theirs { get; set; }

        protected override ValueTask CleanUpAsync()
        {
            Ours?.Dispose();
            Theirs?.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Closing(params IDisposable[] things) : Deadline
    {
        protected internal override void OnExpired()
        {
            foreach (IDisposable thing in things)
                thing.Dispose();
        }
    }
}
