using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>A process could not be started. Nothing is left of it.</summary>
public sealed class ProcessLaunchException : Exception
{
    /// <summary>Describes a failed launch.</summary>
    /// <param name="step">Where it failed: <c>exec</c>, <c>clone3</c>, <c>setresuid</c>, <c>lock</c>.</param>
    /// <param name="errno">The kernel's error number, or 0 when there is none.</param>
    /// <param name="fileName">The program.</param>
    /// <param name="hint">What to do about it, or null.</param>
    public ProcessLaunchException(string step, int errno, string fileName, string? hint = null)
        : base(Describe(step, errno, fileName, hint))
    {
        Step = step;
        Errno = errno;
        FileName = fileName;
        Hint = hint;
    }

    /// <summary>Where the launch failed.</summary>
    public string Step { get; }

    /// <summary>The kernel's error number (<c>ENOENT</c> is 2), or 0.</summary>
    public int Errno { get; }

    /// <summary>The program that was to be started.</summary>
    public string FileName { get; }

    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; }

    private static string Describe(string step, int errno, string fileName, string? hint)
    {
        string why = errno == 0 ? "" : $": {ErrnoNames.NameOf(errno)} ({ErrnoNames.TextOf(errno)})";
        return $"Starting \"{fileName}\" failed at {step}{why}.{(hint is null ? "" : " " + hint)}";
    }
}
