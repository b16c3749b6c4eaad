using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A descriptor of an fd set (<c>FdsetFdInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct FdSetFd : IQmpObject<FdSetFd>
{
    /// <summary>Its number in QEMU.</summary>
    public int Fd { get; init; }

    /// <summary>What its giver wrote beside it.</summary>
    public string? Opaque { get; init; }

    static JsonMembers IQmpObject<FdSetFd>.Members { get; } = new("fd", "opaque");

    static void IQmpObject<FdSetFd>.Read(ref FdSetFd value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Fd = reader.GetInt32() },
        1 => value with { Opaque = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
