using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-file-seek</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestFilePosition : IQmpObject<GuestFilePosition>
{
    /// <summary>Where the next byte is read or written.</summary>
    public long Position { get; init; }

    /// <summary>Whether the file ends there.</summary>
    public bool EndOfFile { get; init; }

    static JsonMembers IQmpObject<GuestFilePosition>.Members { get; } = new("position", "eof");

    static void IQmpObject<GuestFilePosition>.Read(ref GuestFilePosition value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Position = reader.GetInt64() },
        1 => value with { EndOfFile = reader.GetBoolean() },
        _ => value,
    };
}
