namespace VirtCore.Netlink;

/// <summary>How one kind of thing is watched.</summary>
/// <param name="Groups">The groups that tell of it.</param>
/// <param name="Removal">The type of the message that says that one has gone.</param>
/// <param name="List">Lists all.</param>
/// <param name="Read">Reads one from a message; null for a message of another kind.</param>
/// <param name="Key">What makes it the same thing as before.</param>
/// <param name="Same">Whether two are no change.</param>
internal sealed record WatchedKind<T>(int[] Groups, ushort Removal, Func<Rtnetlink, IReadOnlyList<T>> List, NetlinkRead<T> Read, Func<T, object> Key, Func<T, T, bool> Same) where T : class;
