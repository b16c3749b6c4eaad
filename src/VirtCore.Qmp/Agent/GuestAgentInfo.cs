using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-info</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestAgentInfo : IQmpObject<GuestAgentInfo>
{
    /// <summary>The agent's version.</summary>
    public string Version { get => field ?? ""; init; }

    /// <summary>Its commands.</summary>
    public IReadOnlyList<GuestAgentCommand> Commands { get => field ?? []; init; }

    static JsonMembers IQmpObject<GuestAgentInfo>.Members { get; } = new JsonMembers("version")
        .With<GuestAgentCommand>("supported_commands");

    static void IQmpObject<GuestAgentInfo>.Read(ref GuestAgentInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Version = QmpStrings.Read(ref reader) },
        1 => value with { Commands = QmpObject.ReadList<GuestAgentCommand>(ref reader) },
        _ => value,
    };
}
