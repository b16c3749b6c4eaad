namespace VirtCore.Qmp;

/// <summary>The kinds of messages that QEMU sends.</summary>
internal enum QmpMessageKind
{
    /// <summary>None of those below.</summary>
    None,

    /// <summary>The greeting: <c>QMP</c>.</summary>
    Greeting,

    /// <summary>A reply: <c>return</c>.</summary>
    Return,

    /// <summary>A refusal: <c>error</c>.</summary>
    Error,

    /// <summary>An event: <c>event</c>.</summary>
    Event,
}
