using System.Runtime.CompilerServices;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>Pressure of the whole machine: <c>/proc/pressure</c>. See <see href="https://docs.kernel.org/accounting/psi.html">PSI</see>.</summary>
public static class HostPressure
{
    private const string DirectoryName = "/proc/pressure";

    /// <summary>Tells each time that a trigger fires how often it has since it was told before. The trigger is set at the first step, and lives until the enumeration ends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kernel takes the threshold.</exception>
    /// <exception cref="NotSupportedException">The kernel has no pressure of this resource: it is too old, or was started without it.</exception>
    /// <exception cref="KernelException">The kernel refused the trigger; its text has what it refused and why that may be.</exception>
    public static async IAsyncEnumerable<int> WatchAsync(
        PressureResource resource, PressureThreshold threshold, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string name = PressureWatch.NameOf(resource);
        using PressureWatch watch = Set(name, threshold);
        await foreach (int times in watch.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return times;
    }

    private static PressureWatch Set(string name, PressureThreshold threshold)
    {
        string path = $"{DirectoryName}/{name}";
        int error;
        SafeFileDescriptor? file;
        using (SafeFileDescriptor? directory = CgroupFiles.TryOpenRoot(DirectoryName, out error))
            file = directory is null ? null : CgroupFiles.TryOpenForWrite(directory, name, out error);
        if (file is null)
        {
            throw error is Errnos.ENOENT or Errnos.EOPNOTSUPP
                ? new NotSupportedException($"{path} is not there: the kernel has no pressure stall information, or was started without psi=1.")
                : new KernelException("open", error, path);
        }

        try
        {
            return PressureWatch.Set(file, path, threshold);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
