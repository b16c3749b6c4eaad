using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-balloon</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct BalloonInfo : IQmpObject<BalloonInfo>
{
    /// <summary>What the guest has now, in bytes.</summary>
    public long ActualBytes { get; init; }

    static JsonMembers IQmpObject<BalloonInfo>.Members { get; } = new("actual");

    static void IQmpObject<BalloonInfo>.Read(ref BalloonInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { ActualBytes = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
