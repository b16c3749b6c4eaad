using System.Runtime.InteropServices;

namespace VirtCore.Interop;

/// <summary>The signal that makes KVM_RUN return: blocked in the thread that runs a vCPU, and let through by the kernel in KVM_RUN alone (KVM_SET_SIGNAL_MASK).</summary>
/// <remarks>
/// It is SIGURG, as what it does by default is nothing: one that goes astray, to a thread that has taken over a dead one's number, ends no process, where a
/// real-time signal would. The kernel keeps an ignored signal for a thread that blocks it, so it is not lost; and no handler ever runs. As it is blocked again when
/// KVM_RUN has returned, it has to be taken from the thread's queue, or the next run ends at once.
/// </remarks>
internal static unsafe partial class KickSignal
{
    /// <summary>Its number, on every architecture of .NET.</summary>
    public const int SIGURG = 23;

    private const int SIG_BLOCK = 0;
    private const int SIG_UNBLOCK = 1;
    private const int SignalSetRoom = 128; // the C library's sigset_t

    private static readonly nint s_tgkill = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 234 : 131;
    private static readonly nint s_gettid = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 186 : 178;

    /// <summary>The calling thread's number in the kernel.</summary>
    public static int CurrentThread => (int)syscall(s_gettid, 0, 0, 0);

    /// <summary>Blocks the signal in the calling thread.</summary>
    /// <returns>
    /// The signals that KVM_RUN is to block: those that the thread blocks otherwise, a bit for each from signal 1 on, and the one that the runtime asks threads of managed code to stop by. A thread in KVM_RUN needs not be asked, and
    /// collections one after another would keep its guest from getting on.
    /// </returns>
    public static ulong Block()
    {
        ulong* set = stackalloc ulong[SignalSetRoom / sizeof(ulong)];
        ulong* before = stackalloc ulong[SignalSetRoom / sizeof(ulong)];
        Fill(set);
        // SAFETY: both buffers are as large as sigset_t, whose first word holds the 64 signals of Linux.
        if (pthread_sigmask(SIG_BLOCK, set, before) != 0)
            throw new InvalidOperationException("pthread_sigmask refused a mask that it knows.");
        return (before[0] & ~Bit) | RuntimeBit;
    }

    /// <summary>Lets the signal through again in the calling thread; by default nothing comes of it.</summary>
    public static void Unblock()
    {
        ulong* set = stackalloc ulong[SignalSetRoom / sizeof(ulong)];
        Fill(set);
        // SAFETY: the buffer is as large as sigset_t.
        _ = pthread_sigmask(SIG_UNBLOCK, set, null);
    }

    /// <summary>Takes a waiting signal from the calling thread's queue, if there is one.</summary>
    public static void Consume()
    {
        ulong* set = stackalloc ulong[SignalSetRoom / sizeof(ulong)];
        Fill(set);
        long* now = stackalloc long[2];
        now[0] = now[1] = 0;
        // SAFETY: the set is as large as sigset_t, and the time a struct timespec of zeros: the call does not wait.
        _ = sigtimedwait(set, null, now);
    }

    /// <summary>Sends the signal to a thread of this process. One that has ended is no error.</summary>
    public static void Send(int thread) => _ = syscall(s_tgkill, Environment.ProcessId, thread, SIGURG);

    // SIGRTMIN of the GNU C library, which CoreCLR takes for itself.
    private static ulong RuntimeBit => 1UL << (34 - 1);

    private static ulong Bit => 1UL << (SIGURG - 1);

    private static void Fill(ulong* set)
    {
        // SAFETY: the caller's buffer is SignalSetRoom bytes.
        new Span<ulong>(set, SignalSetRoom / sizeof(ulong)).Clear();
        *set = Bit;
    }

    // https://man7.org/linux/man-pages/man3/pthread_sigmask.3.html
    [LibraryImport("libc")]
    private static partial int pthread_sigmask(int how, void* set, void* oldset);

    // https://man7.org/linux/man-pages/man2/sigtimedwait.2.html
    [LibraryImport("libc")]
    private static partial int sigtimedwait(void* set, void* info, void* timeout);

    // https://man7.org/linux/man-pages/man2/syscall.2.html: the C library has tgkill and gettid since 2.30 only.
    [LibraryImport("libc")]
    private static partial nint syscall(nint number, nint first, nint second, nint third);
}
