using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-file-read</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestFileRead : IQmpObject<GuestFileRead>
{
    /// <summary>How many bytes were read.</summary>
    public long Count { get; init; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Whether the file ends there.</summary>
    public bool EndOfFile { get; init; }

    static JsonMembers IQmpObject<GuestFileRead>.Members { get; } = new("count", "buf-b64", "eof");

    static void IQmpObject<GuestFileRead>.Read(ref GuestFileRead value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Count = reader.GetInt64() },
        1 => value with { Data = reader.GetBytesFromBase64() },
        2 => value with { EndOfFile = reader.GetBoolean() },
        _ => value,
    };
}
