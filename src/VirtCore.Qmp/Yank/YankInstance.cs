using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Something whose connections can be cut when it hangs (<c>YankInstance</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct YankInstance : IQmpObject<YankInstance>
{
    /// <summary>The migration.</summary>
    public static YankInstance Migration => new() { Type = "migration" };

    /// <summary><c>migration</c>, <c>block-node</c> or <c>chardev</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The block node's name, or null.</summary>
    public string? NodeName { get; init; }

    /// <summary>The character device's id, or null.</summary>
    public string? ChardevId { get; init; }

    /// <summary>The connection of a block node.</summary>
    public static YankInstance BlockNode(string nodeName) => new() { Type = "block-node", NodeName = nodeName };

    /// <summary>The connection of a character device.</summary>
    public static YankInstance Chardev(string id) => new() { Type = "chardev", ChardevId = id };

    static JsonMembers IQmpObject<YankInstance>.Members { get; } = new("type", "node-name", "id");

    static void IQmpObject<YankInstance>.Read(ref YankInstance value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Type = QmpStrings.Read(ref reader) },
        1 => value with { NodeName = QmpStrings.Read(ref reader) },
        2 => value with { ChardevId = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
