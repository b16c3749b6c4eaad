using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>ioctl(2) on the descriptors of KVM. The name for a message is the constant's own.</summary>
internal static unsafe class KvmIoctl
{
    /// <summary>An ioctl with a struct, or without an argument. EINTR, which KVM_CREATE_VM may answer, is tried again.</summary>
    /// <returns>What the kernel answers, which is not negative.</returns>
    /// <exception cref="KernelException">It was refused.</exception>
    /// <exception cref="ObjectDisposedException">The descriptor is closed.</exception>
    public static int Call(SafeDescriptor on, uint request, void* argument = null, string? target = null, string? hint = null, [CallerArgumentExpression(nameof(request))] string name = "")
    {
        int answer = Try(on, request, argument);
        return answer >= 0 ? answer : throw Refusal(name, -answer, target, hint);
    }

    /// <summary>An ioctl whose argument is a number.</summary>
    public static int Call(SafeDescriptor on, uint request, ulong argument, string? target = null, string? hint = null, [CallerArgumentExpression(nameof(request))] string name = "")
        => Call(on, request, (void*)argument, target, hint, name);

    /// <summary>The same, with the errno as a negative answer where it is an outcome that the caller expects.</summary>
    /// <exception cref="ObjectDisposedException">The descriptor is closed.</exception>
    public static int Try(SafeDescriptor on, uint request, void* argument)
    {
        using var lease = new DescriptorLease(on);
        // SAFETY: the argument is what the request takes: a number, or a struct of the caller's that is whole and stays in place.
        int answer = ProcessSyscalls.ioctl_without_errno(lease.Number, request, argument);
        while (answer < 0)
        {
            // What was refused has changed nothing. It is asked again, to be told why.
            answer = ProcessSyscalls.ioctl(lease.Number, request, argument);
            if (answer >= 0)
                break;
            int error = Marshal.GetLastPInvokeError();
            if (error != EINTR)
                return -error;
        }

        return answer;
    }

    /// <summary>What a refused ioctl throws.</summary>
    public static KernelException Refusal(string name, int error, string? target, string? hint = null) => new(name.Replace('.', '_'), error, target, hint);
}
