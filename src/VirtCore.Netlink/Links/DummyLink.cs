namespace VirtCore.Netlink;

/// <summary>A link that swallows what it is sent.</summary>
public sealed record DummyLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "dummy";
}
