using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A user who is logged in.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestUser : IQmpObject<GuestUser>
{
    /// <summary>The name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>The Windows domain, or null.</summary>
    public string? Domain { get; init; }

    /// <summary>When, in seconds since the Unix epoch.</summary>
    public double LoginTimeSeconds { get; init; }

    static JsonMembers IQmpObject<GuestUser>.Members { get; } = new("user", "domain", "login-time");

    static void IQmpObject<GuestUser>.Read(ref GuestUser value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { Domain = QmpStrings.Read(ref reader) },
        2 => value with { LoginTimeSeconds = reader.GetDouble() },
        _ => value,
    };
}
