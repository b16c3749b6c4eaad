using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>A deadline of the event loop as a task.</summary>
internal sealed class TaskDeadline : Deadline, IDisposable
{
    private readonly TaskCompletionSource _expired = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskDeadline(TimeSpan after) => EventLoop.Shared.Arm(this, after);

    public Task Expired => _expired.Task;

    /// <summary>Waits for a task. False when the deadline came first.</summary>
    public async ValueTask<bool> WaitAsync(Task task, CancellationToken cancellationToken = default)
    {
        if (!task.IsCompleted)
            await Task.WhenAny(task, Expired).WaitAsync(cancellationToken).ConfigureAwait(false);
        return task.IsCompleted;
    }

    public void Dispose() => EventLoop.Shared.Disarm(this);

    protected internal override void OnExpired() => _expired.TrySetResult();
}
