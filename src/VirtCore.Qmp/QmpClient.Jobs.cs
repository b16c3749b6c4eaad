using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Asks for all jobs. QEMU: <c>query-jobs</c>, since 3.0.</summary>
    public ValueTask<IReadOnlyList<JobInfo>> QueryJobsAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryJobs, IReadOnlyList<JobInfo>>(default, timeout, cancellationToken);

    /// <summary>Ends a job without its change, at once. QEMU: <c>job-cancel</c>, since 3.0.</summary>
    public ValueTask JobCancelAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new JobCancel(id), timeout, cancellationToken);

    /// <summary>Pauses a job. QEMU: <c>job-pause</c>, since 3.0.</summary>
    public ValueTask JobPauseAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new JobPause(id), timeout, cancellationToken);

    /// <summary>Lets a paused job go on. QEMU: <c>job-resume</c>, since 3.0.</summary>
    public ValueTask JobResumeAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new JobResume(id), timeout, cancellationToken);

    /// <summary>Has a job that is ready make its switch. QEMU: <c>job-complete</c>, since 3.0.</summary>
    public ValueTask JobCompleteAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new JobComplete(id), timeout, cancellationToken);

    /// <summary>Forgets a job that is over. QEMU: <c>job-dismiss</c>, since 3.0.</summary>
    public ValueTask JobDismissAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new JobDismiss(id), timeout, cancellationToken);

    /// <summary>Has a job that is pending make its change. QEMU: <c>job-finalize</c>, since 3.0.</summary>
    public ValueTask JobFinalizeAsync(string id, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new JobFinalize(id), timeout, cancellationToken);
}
