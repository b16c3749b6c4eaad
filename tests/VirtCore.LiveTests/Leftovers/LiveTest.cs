using System.Diagnostics;
using VirtCore.Interop;
using Xunit;

namespace VirtCore.LiveTests.Leftovers;

/// <summary>A test that leaves nothing behind on its machine: it fails, naming the thing, when something is left.</summary>
/// <remarks>
/// What a test makes goes into <see cref="PrivateDirectory"/>, which is how its processes are known wherever they are. What it must undo
/// before the check goes into <see cref="CleanUpAsync"/>.
/// </remarks>
public abstract class LiveTest : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = Patience.Seconds(5);

    private readonly HashSet<string> _before;

    protected LiveTest()
    {
        // The process's event loop starts at first use and stays: that is no leftover of the test that happens to come first.
        _ = EventLoop.Shared;
        PrivateDirectory = Directory.CreateTempSubdirectory("virtcore-live-").FullName;
        _before = MachineState.Read(PrivateDirectory);
    }

    /// <summary>A directory for this test alone, removed after it.</summary>
    protected string PrivateDirectory { get; }

    /// <summary>Whether files that are still in <see cref="PrivateDirectory"/> after the clean-up are leftovers too.</summary>
    protected bool PrivateDirectoryMustBeEmpty { get; set; }

    /// <summary>Undoes what the test made.</summary>
    protected virtual ValueTask CleanUpAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CleanUpAsync();
            List<string> leftovers = await WaitForNothingAsync();
            if (PrivateDirectoryMustBeEmpty)
                leftovers.AddRange(Directory.EnumerateFileSystemEntries(PrivateDirectory).Select(path => $"file {path}"));
            if (leftovers.Count != 0)
                Assert.Fail($"The test left behind:\n{string.Join('\n', leftovers)}");
        }
        finally
        {
            Directory.Delete(PrivateDirectory, recursive: true);
            GC.SuppressFinalize(this);
        }
    }

    // The kernel takes things down after the call that ends them has returned, and tells nobody: a killed process's
    // descriptors, a namespace's devices, a cgroup. So the state is read again until it is as before, or patience ends.
    // Descriptors come first, and alone: reading the whole state makes garbage enough for a collection, whose finalizers
    // would close what the test forgot to dispose.
    private async Task<List<string>> WaitForNothingAsync()
    {
        List<string> descriptors = await WaitForNothingOfAsync(OpenDescriptors.Read);
        return descriptors.Count != 0 ? descriptors : await WaitForNothingOfAsync(MachineState.Read);
    }

    private async Task<List<string>> WaitForNothingOfAsync(Func<string, IEnumerable<string>> read)
    {
        long start = Stopwatch.GetTimestamp();
        for (int pause = 1; ; pause = Math.Min(2 * pause, 250))
        {
            List<string> leftovers = [.. read(PrivateDirectory).Except(_before).Order(StringComparer.Ordinal)];
            if (leftovers.Count == 0 || Stopwatch.GetElapsedTime(start) > s_patience)
                return leftovers;
            await Task.Delay(pause);
        }
    }
}
