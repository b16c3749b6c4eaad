using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>chardev-add</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct CharacterDeviceCreated : IQmpObject<CharacterDeviceCreated>
{
    /// <summary>The terminal that was made, or null.</summary>
    public string? Pty { get; init; }

    static JsonMembers IQmpObject<CharacterDeviceCreated>.Members { get; } = new("pty");

    static void IQmpObject<CharacterDeviceCreated>.Read(ref CharacterDeviceCreated value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Pty = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
