using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>The one thread that waits: on pidfds, eventfds, sockets and deadlines, for everything in the process.</summary>
/// <remarks>
/// Handlers run on this thread and only parse, correlate and complete; what the user awaits continues on the thread pool.
/// Registrations are level-triggered. Deadlines sit in a <see cref="TimerWheel"/> driven by the epoll time-out, so arming one costs
/// neither an allocation nor, as a rule, a system call.
/// </remarks>
internal sealed class EventLoop : IDisposable
{
    private const ulong WakeKey = 0;
    private const int BatchSize = 64;

    private static readonly Lazy<EventLoop> s_shared = new(static () => new EventLoop(TimeProvider.System));

    private readonly SafeEpollDescriptor _epoll;
    private readonly SafeEventDescriptor _wake;
    private readonly ConcurrentDictionary<ulong, EventRegistration> _registrations = new();
    private readonly TimerWheel _timers;
    private readonly Thread _thread;
    private ulong _lastKey = WakeKey;
    private volatile bool _stopping;

    /// <summary>Starts a loop of its own. Product code uses <see cref="Shared"/>; tests bring their own clock.</summary>
    /// <exception cref="KernelException">No epoll instance or eventfd could be made (EMFILE, ENFILE, ENOMEM).</exception>
    public EventLoop(TimeProvider time)
    {
        _timers = new TimerWheel(time);
        _epoll = new SafeEpollDescriptor(Check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1"));
        try
        {
            _wake = new SafeEventDescriptor(Check(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd"));
            Control(EPOLL_CTL_ADD, _wake, (uint)EPOLLIN, WakeKey);
        }
        catch
        {
            _wake?.Dispose();
            _epoll.Dispose();
            throw;
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "virtcore-events" };
        _thread.UnsafeStart();
    }

    /// <summary>The process's loop, started at first use.</summary>
    public static EventLoop Shared => s_shared.Value;

    /// <summary>Whether the caller is this loop's thread.</summary>
    public bool IsLoopThread => Thread.CurrentThread == _thread;

    /// <summary>Waits for <paramref name="events"/> (a set of <c>EPOLL*</c> bits) on a descriptor until the registration is disposed.</summary>
    /// <exception cref="KernelException">The kernel refused: EPERM for a file that cannot be polled, ENOSPC at the limit of watches.</exception>
    public EventRegistration Register(SafeHandle handle, uint events, IEventHandler handler)
    {
        bool added = false;
        handle.DangerousAddRef(ref added);
        ulong key = Interlocked.Increment(ref _lastKey);
        var registration = new EventRegistration(this, handle, handler, key);
        _registrations[key] = registration;
        try
        {
            Control(EPOLL_CTL_ADD, handle, events, key);
        }
        catch
        {
            _registrations.TryRemove(key, out _);
            handle.DangerousRelease();
            throw;
        }

        return registration;
    }

    /// <summary>Arms a deadline; one that is armed already moves. It fires once, on the loop's thread, not before its time.</summary>
    public void Arm(Deadline deadline, TimeSpan after)
    {
        if (_timers.Arm(deadline, after))
            Wake();
    }

    /// <summary>Disarms a deadline. False when it was not armed: it has fired, is firing now, or never was.</summary>
    public bool Disarm(Deadline deadline) => _timers.Disarm(deadline);

    /// <summary>Ends the loop's thread and closes its descriptors. Registrations that are left hear nothing more.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        Wake();
        if (!IsLoopThread)
            _thread.Join();
        foreach (EventRegistration registration in _registrations.Values)
            registration.Dispose();
        _epoll.Dispose();
        _wake.Dispose();
    }

    internal void Modify(SafeHandle handle, uint events, ulong key) => Control(EPOLL_CTL_MOD, handle, events, key);

    internal unsafe void Remove(SafeHandle handle, ulong key)
    {
        if (!_registrations.TryRemove(key, out _))
            return;
        // The registration's own reference keeps the number valid up to here.
        // SAFETY: EPOLL_CTL_DEL ignores the event pointer.
        if (!_epoll.IsClosed)
            _ = epoll_ctl((int)_epoll.DangerousGetHandle(), EPOLL_CTL_DEL, (int)handle.DangerousGetHandle(), null);
        handle.DangerousRelease();
    }

    private static int Check(int result, string operation) => result >= 0 ? result : throw new KernelException(operation, errno);

    private unsafe void Control(int operation, SafeHandle handle, uint events, ulong key)
    {
        using var epoll = new DescriptorLease(_epoll);
        using var target = new DescriptorLease(handle);
        epoll_event request = default;
        request.events = (int)events;
        request.data.u64 = key;
        // SAFETY: the kernel copies the event before epoll_ctl returns.
        if (epoll_ctl(epoll.Number, operation, target.Number, &request) != 0)
            throw new KernelException("epoll_ctl", errno);
    }

    private unsafe void Wake()
    {
        ulong one = 1;
        try
        {
            using var wake = new DescriptorLease(_wake);
            // SAFETY: eight bytes of a local. EAGAIN means that a wake-up is pending already.
            _ = write(wake.Number, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended; there is nobody to wake.
        }
    }

    private unsafe void Run()
    {
        epoll_event* batch = stackalloc epoll_event[BatchSize];
        using var epoll = new DescriptorLease(_epoll);
        while (!_stopping)
        {
            // SAFETY: the kernel writes at most BatchSize events into the stack buffer.
            int count = epoll_wait(epoll.Number, batch, BatchSize, _timers.NextTimeoutMilliseconds());
            if (count < 0 && errno != EINTR)
                Environment.FailFast(new KernelException("epoll_wait", errno).Message);

            for (int i = 0; i < count; i++)
            {
                ulong key = batch[i].data.u64;
                if (key == WakeKey)
                    DrainWake();
                else if (_registrations.TryGetValue(key, out EventRegistration? registration))
                    registration.Handler.OnEvents((uint)batch[i].events);
            }

            _timers.FireExpired();
        }
    }

    private unsafe void DrainWake()
    {
        ulong count;
        // SAFETY: eight bytes into a local. The loop's thread is the only reader.
        _ = read((int)_wake.DangerousGetHandle(), &count, sizeof(ulong));
    }
}
