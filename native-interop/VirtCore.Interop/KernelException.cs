namespace VirtCore;

/// <summary>The kernel refused an operation.</summary>
/// <remarks>
/// Routine outcomes (EINTR, ESRCH, ENOENT where it is expected) are values, not exceptions. The message says what was tried, on
/// what, what the kernel said, and where it is known what to do. See
/// <see href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</see>.
/// </remarks>
public sealed class KernelException : Exception
{
    /// <summary>Describes a failed system call.</summary>
    /// <param name="operation">What was tried, in words or by the system call's name: <c>clone3</c>, <c>open the lock file</c>.</param>
    /// <param name="errno">The kernel's error number, positive.</param>
    /// <param name="target">What it was tried on (a path, a pid), or null.</param>
    /// <param name="hint">What the caller can do about it, or null.</param>
    public KernelException(string operation, int errno, string? target = null, string? hint = null)
        : base(Describe(operation, errno, target, hint))
    {
        Operation = operation;
        Errno = errno;
        Target = target;
        Hint = hint;
    }

    /// <summary>What was tried.</summary>
    public string Operation { get; }

    /// <summary>The kernel's error number (<c>ENOENT</c> is 2).</summary>
    public int Errno { get; }

    /// <summary>The error number's symbolic name, such as <c>EACCES</c>.</summary>
    public string ErrnoName => Interop.ErrnoNames.NameOf(Errno);

    /// <summary>What the operation was tried on, or null.</summary>
    public string? Target { get; }

    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; }

    private static string Describe(string operation, int errno, string? target, string? hint)
    {
        string what = target is null ? operation : $"{operation} \"{target}\"";
        string said = $"{what}: {Interop.ErrnoNames.NameOf(errno)} ({Interop.ErrnoNames.TextOf(errno)})";
        return hint is null ? said : $"{said}. {hint}";
    }
}
