using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One character device (<c>ChardevInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct CharacterDevice : IQmpObject<CharacterDevice>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>What it is connected to.</summary>
    public string FileName { get => field ?? ""; init; }

    /// <summary>Whether the guest's side is open.</summary>
    public bool FrontendOpen { get; init; }

    static JsonMembers IQmpObject<CharacterDevice>.Members { get; } = new("label", "filename", "frontend-open");

    static void IQmpObject<CharacterDevice>.Read(ref CharacterDevice value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { FileName = QmpStrings.Read(ref reader) },
        2 => value with { FrontendOpen = reader.GetBoolean() },
        _ => value,
    };
}
