using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One input/output thread (<c>IOThreadInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct IoThreadInfo : IQmpObject<IoThreadInfo>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>The host thread.</summary>
    public int ThreadId { get; init; }

    /// <summary>How long it polls at most; 0 is never.</summary>
    public long PollMaxNanoseconds { get; init; }

    static JsonMembers IQmpObject<IoThreadInfo>.Members { get; } = new("id", "thread-id", "poll-max-ns");

    static void IQmpObject<IoThreadInfo>.Read(ref IoThreadInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { ThreadId = reader.GetInt32() },
        2 => value with { PollMaxNanoseconds = reader.GetInt64() },
        _ => value,
    };
}
