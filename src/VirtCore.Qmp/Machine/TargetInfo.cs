using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-target</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct TargetInfo : IQmpObject<TargetInfo>
{
    /// <summary>The guest's architecture: <c>x86_64</c>, <c>aarch64</c>.</summary>
    public string Architecture { get => field ?? ""; init; }

    static JsonMembers IQmpObject<TargetInfo>.Members { get; } = new("arch");

    static void IQmpObject<TargetInfo>.Read(ref TargetInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Architecture = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
