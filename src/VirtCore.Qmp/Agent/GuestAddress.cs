using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>An address of a guest's network interface.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestAddress : IQmpObject<GuestAddress>
{
    /// <summary>The address.</summary>
    public string Address { get => field ?? ""; init; }

    /// <summary><c>ipv4</c>, <c>ipv6</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The length of its prefix.</summary>
    public int PrefixLength { get; init; }

    static JsonMembers IQmpObject<GuestAddress>.Members { get; } = new("ip-address", "ip-address-type", "prefix");

    static void IQmpObject<GuestAddress>.Read(ref GuestAddress value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Address = QmpStrings.Read(ref reader) },
        1 => value with { Type = QmpStrings.Read(ref reader) },
        2 => value with { PrefixLength = reader.GetInt32() },
        _ => value,
    };
}
