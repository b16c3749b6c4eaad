using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary>A counter that the kernel and processes signal each other by: <see href="https://man7.org/linux/man-pages/man2/eventfd.2.html">eventfd(2)</see>.</summary>
/// <remarks>Thread-safe. It carries interrupts into a guest (<see cref="KvmVm.AddIrqfd"/>) and a guest's writes out of it (<see cref="KvmVm.AddIoeventfd"/>) without an exit to this process.</remarks>
public sealed class EventFd : IDisposable
{
    private readonly SafeEventDescriptor _descriptor;
    private readonly ReadableWait _readable;

    /// <summary>Makes one that counts nothing.</summary>
    /// <exception cref="KernelException">EMFILE, ENFILE, ENOMEM.</exception>
    public EventFd()
    {
        int number = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (number < 0)
            throw new KernelException("eventfd", errno);
        _descriptor = new SafeEventDescriptor(number);
        _readable = new ReadableWait(_descriptor);
    }

    /// <summary>The descriptor, for whoever signals or waits by other means.</summary>
    public SafeHandle Handle => _descriptor;

    /// <summary>Adds to the count.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public unsafe void Signal(ulong count = 1)
    {
        using var lease = new DescriptorLease(_descriptor);
        // SAFETY: eight bytes of a local. EAGAIN means that the count is full: who waits will see it.
        if (write(lease.Number, &count, sizeof(ulong)) < 0 && errno != EAGAIN)
            throw new KernelException("write to an eventfd", errno);
    }

    /// <summary>Takes the count, and sets it to zero. False when it is zero.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public unsafe bool TryTake(out ulong count)
    {
        using var lease = new DescriptorLease(_descriptor);
        ulong value;
        // SAFETY: eight bytes into a local.
        if (read(lease.Number, &value, sizeof(ulong)) == sizeof(ulong))
        {
            count = value;
            return true;
        }

        int error = errno;
        count = 0;
        return error == EAGAIN ? false : throw new KernelException("read from an eventfd", error);
    }

    /// <summary>Waits until the count is not zero, and takes it. One waits at a time. In steady state nothing is allocated.</summary>
    /// <exception cref="InvalidOperationException">Another waits.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed, now or while it was waited for.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ulong> TakeAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ulong count;
        while (!TryTake(out count))
            await _readable.WaitAsync(cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <summary>Closes it. The kernel's own uses go on until they are removed.</summary>
    public void Dispose()
    {
        _readable.Dispose();
        _descriptor.Dispose();
    }
}
