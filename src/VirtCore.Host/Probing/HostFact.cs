namespace VirtCore.Host;

/// <summary>One thing that a check found: a number, a flag, a text or a list of texts. All of them are null where the host does not say.</summary>
/// <remarks>Units are in the name: <c>freeBytes</c>, <c>haltPollNanoseconds</c>.</remarks>
public sealed record HostFact
{
    /// <summary>A number.</summary>
    public HostFact(string name, long? number) => (Name, Number) = (name, number);

    /// <summary>A flag.</summary>
    public HostFact(string name, bool? flag) => (Name, Flag) = (name, flag);

    /// <summary>A text.</summary>
    public HostFact(string name, string? text) => (Name, Text) = (name, text);

    /// <summary>A list.</summary>
    public HostFact(string name, IReadOnlyList<string> items) => (Name, Items) = (name, items);

    /// <summary>What it is, in camel case.</summary>
    public string Name { get; }

    /// <summary>The number, if it is one.</summary>
    public long? Number { get; }

    /// <summary>The flag, if it is one.</summary>
    public bool? Flag { get; }

    /// <summary>The text, if it is one.</summary>
    public string? Text { get; }

    /// <summary>The list, if it is one.</summary>
    public IReadOnlyList<string>? Items { get; }
}
