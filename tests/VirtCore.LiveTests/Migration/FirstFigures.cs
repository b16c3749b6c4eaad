using VirtCore.Migration;

namespace VirtCore.LiveTests.Migration;

/// <summary>Does something once, on a thread of its own, when a stream's first figures are there.</summary>
internal sealed class FirstFigures(Func<Task> action) : IProgress<MigrationProgress>
{
    private readonly TaskCompletionSource<Task> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the action has been done.</summary>
    public Task Done => _started.Task.Unwrap();

    public void Report(MigrationProgress value)
    {
        if (value.TransferredBytes > 0 && !_started.Task.IsCompleted)
            _started.TrySetResult(Task.Run(action));
    }
}
