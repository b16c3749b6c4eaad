using System.Threading.Channels;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>Follows a cgroup's file that the kernel notifies of: its value now, and after each change. Values that nobody took meanwhile are passed over.</summary>
/// <remarks>
/// kernfs reports a change as EPOLLPRI until the file is read again, so it is read where the change is heard. The kernel gathers what happens within
/// 10 ms into one notification.
/// </remarks>
internal sealed class CgroupFileWatch<T> : IEventHandler, IDisposable
{
    private const int TextRoom = 512;

    private readonly SafeFileDescriptor _file;
    private readonly Parser _parse;
    private readonly Channel<T> _values = Channel.CreateBounded<T>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Lock _lock = new();
    private EventRegistration? _registration;
    private bool _ended;

    /// <param name="file">The file; the watch disposes it.</param>
    /// <param name="parse">Makes a value of its text. Must not throw.</param>
    public CgroupFileWatch(SafeFileDescriptor file, Parser parse)
    {
        _file = file;
        _parse = parse;
    }

    public delegate T Parser(ReadOnlySpan<byte> text);

    /// <summary>The values; they end when the cgroup is gone.</summary>
    public ChannelReader<T> Values => _values.Reader;

    /// <summary>Reads the value now and begins to listen.</summary>
    public void Start()
    {
        lock (_lock)
        {
            // Read first: a change after it is news to the poll.
            if (!_ended && ReadUnsynchronized())
                _registration = EventLoop.Shared.Register(_file, (uint)EPOLLPRI, this);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            EndUnsynchronized();
            _file.Dispose();
        }
    }

    void IEventHandler.OnEvents(uint events)
    {
        lock (_lock)
        {
            if (!_ended)
                _ = ReadUnsynchronized();
        }
    }

    private bool ReadUnsynchronized()
    {
        Span<byte> text = stackalloc byte[TextRoom];
        int length = CgroupFiles.Read(_file, text);
        if (length < 0)
        {
            EndUnsynchronized(); // ENODEV: removed
            return false;
        }

        _values.Writer.TryWrite(_parse(text[..length]));
        return true;
    }

    private void EndUnsynchronized()
    {
        _ended = true;
        _registration?.Dispose();
        _values.Writer.TryComplete();
    }
}
