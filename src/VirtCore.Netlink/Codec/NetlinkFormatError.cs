namespace VirtCore.Netlink;

/// <summary>What is wrong with bytes that should be netlink.</summary>
public enum NetlinkFormatError
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They end within a header, a body or an attribute.</summary>
    Truncated,

    /// <summary>A length is shorter than the header that it is in.</summary>
    Length,

    /// <summary>An attribute has not the length of what it should be.</summary>
    AttributeLength,

    /// <summary>A text is no UTF-8, or has a NUL within.</summary>
    Text,

    /// <summary>An attribute's value is none that it can have.</summary>
    Value,

    /// <summary>Attributes are nested deeper than any kernel nests them.</summary>
    Depth,
}
