using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One command of <c>query-commands</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct QmpCommandName : IQmpObject<QmpCommandName>
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    static JsonMembers IQmpObject<QmpCommandName>.Members { get; } = new("name");

    static void IQmpObject<QmpCommandName>.Read(ref QmpCommandName value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
