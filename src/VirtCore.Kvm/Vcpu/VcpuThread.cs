using VirtCore.Interop;

namespace VirtCore.Kvm;

/// <summary>A thread that runs vCPUs. An object, as the numbers of threads are used again.</summary>
internal sealed class VcpuThread
{
    [ThreadStatic]
    private static VcpuThread? t_current;

    private readonly Thread _thread = Thread.CurrentThread;
    private int _count;
    private ulong _blocked;

    /// <summary>The calling thread, if it has run a vCPU.</summary>
    public static VcpuThread? CurrentOrNull => t_current;

    /// <summary>The calling thread.</summary>
    public static VcpuThread Current => t_current ??= new VcpuThread();

    /// <summary>Its number in the kernel.</summary>
    public int Number { get; } = KickSignal.CurrentThread;

    public bool IsAlive => _thread.IsAlive;

    public string Name => _thread.Name ?? _thread.ManagedThreadId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The thread has one more vCPU, and blocks the signal that ends KVM_RUN. Called on it.</summary>
    /// <returns>The signals that stay blocked in KVM_RUN.</returns>
    public ulong Acquire()
    {
        if (_count++ == 0)
            _blocked = KickSignal.Block();
        return _blocked;
    }

    /// <summary>The thread has one fewer. Called on it.</summary>
    public void Release()
    {
        if (--_count == 0)
            KickSignal.Unblock();
    }
}
