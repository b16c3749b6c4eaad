using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-get-host-name</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
internal readonly record struct GuestHostName : IQmpObject<GuestHostName>
{
    /// <summary>The guest's host name.</summary>
    public string HostName { get => field ?? ""; init; }

    static JsonMembers IQmpObject<GuestHostName>.Members { get; } = new("host-name");

    static void IQmpObject<GuestHostName>.Read(ref GuestHostName value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { HostName = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
