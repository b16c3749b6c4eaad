using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-kvm</c>.</summary>
/// <param name="Enabled">Whether KVM runs this machine.</param>
/// <param name="Present">Whether QEMU was built with KVM.</param>
public readonly record struct KvmStatus(bool Enabled, bool Present) : IQmpObject<KvmStatus>
{
    static JsonMembers IQmpObject<KvmStatus>.Members { get; } = new("enabled", "present");

    static void IQmpObject<KvmStatus>.Read(ref KvmStatus value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Enabled = reader.GetBoolean() },
        1 => value with { Present = reader.GetBoolean() },
        _ => value,
    };
}
