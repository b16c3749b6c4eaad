using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-exec</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestProcess : IQmpObject<GuestProcess>
{
    /// <summary>The process in the guest.</summary>
    public long Pid { get; init; }

    static JsonMembers IQmpObject<GuestProcess>.Members { get; } = new("pid");

    static void IQmpObject<GuestProcess>.Read(ref GuestProcess value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Pid = reader.GetInt64() },
        _ => value,
    };
}
