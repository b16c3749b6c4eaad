using System.Diagnostics.CodeAnalysis;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Walks a <see cref="LinkDump"/>.</summary>
public ref struct LinkEnumerator
{
    private readonly ref bool _interrupted;
    private NetlinkReplies<int> _replies;
    private LinkReader _current;

    internal LinkEnumerator(NetlinkReplies<int> replies, ref bool interrupted)
    {
        _replies = replies;
        _interrupted = ref interrupted;
    }

    /// <summary>The link. Good until the next is asked for.</summary>
    [UnscopedRef]
    public readonly ref readonly LinkReader Current => ref _current;

    /// <summary>Goes to the next link. False when there are no more.</summary>
    /// <exception cref="NetlinkException">The kernel refused, or the socket's queue overflowed (ENOBUFS).</exception>
    /// <exception cref="NetlinkProtocolException">What came is no netlink, or no link.</exception>
    public bool MoveNext()
    {
        while (_replies.MoveNext())
        {
            if (_replies.Current.Type != RTM.RTM_NEWLINK)
                continue;
            return LinkReader.TryRead(_replies.Current, out _current, out NetlinkFormatError error) ? true : throw LinkCodec.Unreadable(error);
        }

        return false;
    }

    /// <summary>Reads what is left, and gives the connection back.</summary>
    public void Dispose()
    {
        _replies.Dispose();
        _interrupted = _replies.WasInterrupted;
    }
}
