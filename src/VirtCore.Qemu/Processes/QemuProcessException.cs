using VirtCore.Host;

namespace VirtCore.Qemu;

/// <summary>A QEMU ended when it should not have.</summary>
public sealed class QemuProcessException : Exception
{
    /// <summary>Describes a QEMU that ended.</summary>
    public QemuProcessException(string message, string domainName, ProcessExit? exit, string lastWords, Exception? inner = null)
        : base(message, inner)
    {
        DomainName = domainName;
        Exit = exit;
        LastWords = lastWords;
    }

    /// <summary>The domain whose QEMU it was.</summary>
    public string DomainName { get; }

    /// <summary>How it ended, or null when that is not known.</summary>
    public ProcessExit? Exit { get; }

    /// <summary>The last lines of its standard error, or an empty text.</summary>
    public string LastWords { get; }
}
