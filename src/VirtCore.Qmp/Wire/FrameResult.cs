namespace VirtCore.Qmp;

/// <summary>What a look for the next message found.</summary>
internal enum FrameResult
{
    /// <summary>The message goes on in bytes that have not come yet.</summary>
    Partial,

    /// <summary>A whole message.</summary>
    Complete,

    /// <summary>Something that does not begin with an opening brace.</summary>
    NotAnObject,

    /// <summary>The message is larger than the limit.</summary>
    TooLarge,

    /// <summary>The message nests deeper than <see cref="JsonLimits.MaxDepth"/>.</summary>
    TooDeep,
}
