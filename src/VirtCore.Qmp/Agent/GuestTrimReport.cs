using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-fstrim</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestTrimReport : IQmpObject<GuestTrimReport>
{
    /// <summary>The file systems.</summary>
    public IReadOnlyList<GuestTrimmed> Paths { get => field ?? []; init; }

    static JsonMembers IQmpObject<GuestTrimReport>.Members { get; } = new JsonMembers()
        .With<GuestTrimmed>("paths");

    static void IQmpObject<GuestTrimReport>.Read(ref GuestTrimReport value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Paths = QmpObject.ReadList<GuestTrimmed>(ref reader) },
        _ => value,
    };
}
