using System.Runtime.CompilerServices;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>Pressure triggers.</content>
public sealed partial class CgroupV2
{
    /// <summary>
    /// Tells each time that a pressure trigger of this cgroup fires how often it has since it was told before. The trigger is set at the first step, and lives until the
    /// enumeration ends, at the latest with the cgroup.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No kernel takes the threshold.</exception>
    /// <exception cref="NotSupportedException">The kernel has no pressure of this resource, or not for this cgroup (<c>cgroup.pressure</c>).</exception>
    /// <exception cref="KernelException">The kernel refused the trigger; its text has what it refused and why that may be.</exception>
    public async IAsyncEnumerable<int> WatchPressureAsync(
        PressureResource resource, PressureThreshold threshold, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using PressureWatch watch = SetTrigger(PressureWatch.NameOf(resource) + ".pressure", threshold);
        using CancellationTokenRegistration removal = _removed.Token.UnsafeRegister(static watch => ((IDisposable)watch!).Dispose(), watch);
        await foreach (int times in watch.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return times;
    }

    private PressureWatch SetTrigger(string file, PressureThreshold threshold)
    {
        SafeFileDescriptor opened = CgroupFiles.TryOpenForWrite(Directory, file, out int error) ?? throw Refused("open", file, error);
        try
        {
            return PressureWatch.Set(opened, FilePath(file), threshold);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
