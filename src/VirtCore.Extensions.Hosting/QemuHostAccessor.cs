using VirtCore.Qemu;

namespace VirtCore.Extensions.Hosting;

/// <summary>Hands out the service's <see cref="QemuHost"/> once it is open.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class QemuHostAccessor
{
    private readonly TaskCompletionSource<QemuHost> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The host, or null while it is not open.</summary>
    public QemuHost? Current { get; private set; }

    /// <summary>Waits until the host is open.</summary>
    /// <exception cref="Exception">What opening it failed with.</exception>
    public Task<QemuHost> GetAsync(CancellationToken cancellationToken = default) => _opened.Task.WaitAsync(cancellationToken);

    internal void Open(QemuHost host)
    {
        Current = host;
        _opened.TrySetResult(host);
    }

    internal void Fail(Exception exception) => _opened.TrySetException(exception);

    internal void Close() => Current = null;
}
