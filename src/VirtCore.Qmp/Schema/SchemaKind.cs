namespace VirtCore.Qmp;

/// <summary>What an entry of QEMU's schema is (<c>SchemaMetaType</c>).</summary>
internal enum SchemaKind : byte
{
    /// <summary>A kind that came after this version of VirtCore.</summary>
    Unknown,

    /// <summary>A string, a number, a boolean, null, or anything.</summary>
    Builtin,

    /// <summary>An enumeration.</summary>
    Enumeration,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object, with or without variants.</summary>
    Object,

    /// <summary>One of several types.</summary>
    Alternate,

    /// <summary>A command.</summary>
    Command,

    /// <summary>An event.</summary>
    Event,
}
