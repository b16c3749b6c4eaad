using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-file-write</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestFileWrite : IQmpObject<GuestFileWrite>
{
    /// <summary>How many bytes were written; it may be fewer than given.</summary>
    public long Count { get; init; }

    /// <summary>Whether the file ended.</summary>
    public bool EndOfFile { get; init; }

    static JsonMembers IQmpObject<GuestFileWrite>.Members { get; } = new("count", "eof");

    static void IQmpObject<GuestFileWrite>.Read(ref GuestFileWrite value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Count = reader.GetInt64() },
        1 => value with { EndOfFile = reader.GetBoolean() },
        _ => value,
    };
}
