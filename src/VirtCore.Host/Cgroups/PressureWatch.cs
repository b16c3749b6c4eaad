using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>A pressure file with a trigger, for as long as it is open.</summary>
internal sealed class PressureWatch : IEventHandler, IDisposable
{
    private readonly SafeFileDescriptor _file;
    private readonly Channel<int> _fired = Channel.CreateBounded<int>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Lock _lock = new();
    private EventRegistration? _registration;
    private int _count;

    private PressureWatch(SafeFileDescriptor file) => _file = file;

    public static string NameOf(PressureResource resource) => resource switch
    {
        PressureResource.Cpu => "cpu",
        PressureResource.Memory => "memory",
        PressureResource.Io => "io",
        PressureResource.Irq => "irq",
        _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, "There is no such resource."),
    };

    /// <summary>Sets the trigger. The file is the watch's from then on.</summary>
    /// <exception cref="KernelException">The kernel refused it.</exception>
    public static PressureWatch Set(SafeFileDescriptor file, string path, PressureThreshold threshold)
    {
        string text = threshold.Format();
        int error = CgroupFiles.Write(file, Encoding.UTF8.GetBytes(text + '\0'));
        if (error != 0)
            throw new KernelException($"write \"{text}\" to", error, path, HintFor(error, threshold));
        var watch = new PressureWatch(file);
        lock (watch._lock)
            watch._registration = EventLoop.Shared.Register(file, (uint)EPOLLPRI, watch);
        return watch;
    }

    /// <summary>How often it fired, each time that it did: the difference to what was told before.</summary>
    public async IAsyncEnumerable<int> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int told = 0;
        await foreach (int count in _fired.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return count - told;
            told = count;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _registration?.Dispose();
            _fired.Writer.TryComplete();
            _file.Dispose();
        }
    }

    // The kernel tells a firing by one poll; EPOLLERR is the end of the cgroup.
    void IEventHandler.OnEvents(uint events)
    {
        lock (_lock)
        {
            if ((events & (uint)EPOLLERR) != 0)
            {
                _registration?.Dispose();
                _fired.Writer.TryComplete();
            }
            else if ((events & (uint)EPOLLPRI) != 0)
            {
                _fired.Writer.TryWrite(++_count);
            }
        }
    }

    private static string? HintFor(int error, PressureThreshold threshold) => error switch
    {
        Errnos.EINVAL or Errnos.EPERM or Errnos.EACCES when !threshold.IsUnprivileged =>
            "Without CAP_SYS_RESOURCE a window is a whole multiple of 2 s, and Linux before 6.5 takes no trigger at all.",
        Errnos.EPERM or Errnos.EACCES => "Before Linux 6.5 a trigger needs CAP_SYS_RESOURCE.",
        Errnos.EOPNOTSUPP => "Pressure stall information is off: the kernel was started without psi=1.",
        Errnos.EINVAL => "The kernel does not know this stall of this resource.",
        _ => null,
    };
}
