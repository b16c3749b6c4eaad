using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One command of the guest's agent.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestAgentCommand : IQmpObject<GuestAgentCommand>
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Whether the guest's owner allows it.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether it is answered when it succeeds.</summary>
    public bool AnswersSuccess { get; init; }

    static JsonMembers IQmpObject<GuestAgentCommand>.Members { get; } = new("name", "enabled", "success-response");

    static void IQmpObject<GuestAgentCommand>.Read(ref GuestAgentCommand value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { Enabled = reader.GetBoolean() },
        2 => value with { AnswersSuccess = reader.GetBoolean() },
        _ => value,
    };
}
