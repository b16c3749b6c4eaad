using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-current-machine</c>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct CurrentMachine : IQmpObject<CurrentMachine>
{
    /// <summary>Whether it can be woken from sleep.</summary>
    public bool WakeupSuspendSupport { get; init; }

    static JsonMembers IQmpObject<CurrentMachine>.Members { get; } = new("wakeup-suspend-support");

    static void IQmpObject<CurrentMachine>.Read(ref CurrentMachine value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { WakeupSuspendSupport = reader.GetBoolean() },
        _ => value,
    };
}
