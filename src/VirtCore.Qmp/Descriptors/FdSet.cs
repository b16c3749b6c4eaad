using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>An fd set (<c>FdsetInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct FdSet : IQmpObject<FdSet>
{
    /// <summary>Its id.</summary>
    public int Id { get; init; }

    /// <summary>Its descriptors.</summary>
    public IReadOnlyList<FdSetFd> Fds { get => field ?? []; init; }

    static JsonMembers IQmpObject<FdSet>.Members { get; } = new JsonMembers("fdset-id")
        .With<FdSetFd>("fds");

    static void IQmpObject<FdSet>.Read(ref FdSet value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = reader.GetInt32() },
        1 => value with { Fds = QmpObject.ReadList<FdSetFd>(ref reader) },
        _ => value,
    };
}
