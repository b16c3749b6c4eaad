namespace VirtCore.Netlink;

/// <summary>A link that what another receives can be sent through, so that it is queued and shaped.</summary>
public sealed record IfbLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "ifb";
}
