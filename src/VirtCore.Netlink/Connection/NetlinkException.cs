using System.Globalization;

namespace VirtCore.Netlink;

/// <summary>The kernel refused a netlink request.</summary>
/// <remarks>The message says what was tried, on what, and what the kernel said: the errno and, where it has them, its own words (extended acknowledgement, Linux 4.12).</remarks>
public sealed class NetlinkException : Exception
{
    /// <summary>Describes a refusal.</summary>
    /// <param name="operation">What was tried, in words: <c>create bridge "br0"</c>.</param>
    /// <param name="errno">The kernel's error number, positive.</param>
    /// <param name="kernelMessage">The kernel's own words, or null.</param>
    /// <param name="attribute">The type of the attribute that it objects to, the outermost first; empty when it names none.</param>
    /// <param name="offset">Where in the request that is, in bytes from its header, or null.</param>
    /// <param name="hint">What to do about it, or null.</param>
    public NetlinkException(string operation, int errno, string? kernelMessage = null, IReadOnlyList<int>? attribute = null, int? offset = null, string? hint = null)
        : base(Describe(operation, errno, kernelMessage, attribute ?? [], offset, hint))
    {
        Operation = operation;
        Errno = errno;
        KernelMessage = kernelMessage;
        Attribute = attribute ?? [];
        Offset = offset;
        Hint = hint;
    }

    /// <summary>What was tried.</summary>
    public string Operation { get; }

    /// <summary>The kernel's error number.</summary>
    public int Errno { get; }

    /// <summary>The error number's symbolic name, such as <c>EEXIST</c>.</summary>
    public string ErrnoName => Interop.ErrnoNames.NameOf(Errno);

    /// <summary>The kernel's own words, or null: older kernels and many refusals have none.</summary>
    public string? KernelMessage { get; }

    /// <summary>The attribute that the kernel objects to, as the types on the way to it, the outermost first. Empty when it names none.</summary>
    public IReadOnlyList<int> Attribute { get; }

    /// <summary>Where in the request that is, in bytes from the beginning of its header, or null.</summary>
    public int? Offset { get; }

    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; }

    private static string Describe(string operation, int errno, string? kernelMessage, IReadOnlyList<int> attribute, int? offset, string? hint)
    {
        string text = $"{operation}: {Interop.ErrnoNames.NameOf(errno)} ({kernelMessage ?? Interop.ErrnoNames.TextOf(errno)})";
        if (attribute.Count != 0)
            text += $", attribute {string.Join('.', attribute)}";
        if (offset is { } at)
            text += string.Create(CultureInfo.InvariantCulture, $" at byte {at}");
        return hint is null ? text : $"{text}. {hint}";
    }
}
