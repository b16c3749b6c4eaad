using System.Diagnostics.CodeAnalysis;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>All links of a namespace, read one after another out of the kernel's messages. Each <c>foreach</c> asks the kernel anew.</summary>
/// <remarks>Nothing is allocated. The connection is the reader's until the loop ends, and a loop that is left early reads the rest away.</remarks>
public ref struct LinkDump
{
    private readonly NetlinkConnection _connection;
    private bool _interrupted;

    internal LinkDump(NetlinkConnection connection) => _connection = connection;

    /// <summary>Whether links came, went or changed while the last loop ran (<c>NLM_F_DUMP_INTR</c>): what it saw is no picture of one moment, and may lack a link. Told when the loop has ended.</summary>
    public readonly bool WasInterrupted => _interrupted;

    /// <summary>Asks the kernel (<c>RTM_GETLINK</c> with <c>NLM_F_DUMP</c>).</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    /// <exception cref="InvalidOperationException">This thread is still reading the answers to another request.</exception>
    [UnscopedRef]
    public LinkEnumerator GetEnumerator() => new(
        _connection.Send(RTM.RTM_GETLINK, NL.NLM_F_DUMP, 0, static (ref writer, _) => writer.Write(default(ifinfomsg)), static _ => "list links"), ref _interrupted);
}
