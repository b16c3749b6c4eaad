using System.Collections;

namespace VirtCore.Netlink;

/// <summary>Next hops, which are the same as others when they are alike: so that routes are.</summary>
internal sealed class RouteHops(RouteHop[] hops) : IReadOnlyList<RouteHop>, IEquatable<RouteHops>
{
    public static RouteHops None { get; } = new([]);

    public int Count => hops.Length;

    public RouteHop this[int index] => hops[index];

    public static RouteHops Of(IReadOnlyList<RouteHop> list) => list as RouteHops ?? (list.Count == 0 ? None : new RouteHops([.. list]));

    public bool Equals(RouteHops? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as RouteHops);

    public override int GetHashCode() => hops.Length == 0 ? 0 : HashCode.Combine(hops.Length, hops[0]);

    public override string ToString() => string.Join(", ", hops.AsEnumerable());

    public IEnumerator<RouteHop> GetEnumerator() => hops.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
