namespace VirtCore.Host;

/// <summary>Waits for the end of one job of a unit. Made before the call that starts the job, as its end may be told before the call's answer.</summary>
internal sealed class SystemdJob : IDisposable
{
    private readonly SystemdConnection _connection;
    private readonly Dictionary<string, string> _ended = [];
    private readonly TaskCompletionSource<string> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private TaskCompletionSource _doubt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _path;

    public SystemdJob(SystemdConnection connection, string unit)
    {
        _connection = connection;
        Unit = unit;
        connection.Add(this);
    }

    public string Unit { get; }

    /// <summary>The job's object path, once it is known.</summary>
    public string? Path
    {
        get
        {
            lock (_lock)
                return _path;
        }
    }

    /// <summary>systemd's word for how it ended.</summary>
    public Task<string> Result => _result.Task;

    /// <summary>Completes when the end may have come and not been told: systemd was reloaded or started anew, or the bus is gone.</summary>
    public Task Doubt
    {
        get
        {
            lock (_lock)
                return _doubt.Task;
        }
    }

    /// <summary>Which job it is: the call's answer.</summary>
    public void Expect(string path)
    {
        lock (_lock)
        {
            _path = path;
            if (_ended.TryGetValue(path, out string? result))
                _result.TrySetResult(result);
        }
    }

    /// <summary>The doubt has been looked into.</summary>
    public void ClearDoubt()
    {
        lock (_lock)
        {
            if (_doubt.Task.IsCompleted && !_connection.HasEnded)
                _doubt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void OnRemoved(string path, string unit, string result)
    {
        if (unit != Unit)
            return;
        lock (_lock)
        {
            _ended[path] = result;
            if (path == _path)
                _result.TrySetResult(result);
        }
    }

    public void OnDoubt()
    {
        lock (_lock)
            _doubt.TrySetResult();
    }

    public void Dispose() => _connection.Remove(this);
}
