namespace VirtCore.Netlink;

/// <summary>A kind that VirtCore does not know: its name and its attributes as they came.</summary>
public sealed record UnknownLink : LinkKind
{
    private readonly string _kind;

    /// <summary>A kind by name.</summary>
    public UnknownLink(string kind) => _kind = kind;

    /// <inheritdoc/>
    public override string Kind => _kind;

    /// <summary>The attributes of <c>IFLA_INFO_DATA</c>.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <inheritdoc/>
    public bool Equals(UnknownLink? other) => other is not null && _kind == other._kind && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, Data.Length);

    internal override void WriteData(ref NetlinkWriter writer) => writer.WriteRaw(Data.Span);
}
