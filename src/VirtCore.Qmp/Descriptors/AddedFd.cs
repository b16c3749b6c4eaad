using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>add-fd</c> (<c>AddfdInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct AddedFd : IQmpObject<AddedFd>
{
    /// <summary>The fd set that it is in: <c>/dev/fdset/ID</c> where QEMU takes a path.</summary>
    public int FdSetId { get; init; }

    /// <summary>Its number in QEMU.</summary>
    public int Fd { get; init; }

    static JsonMembers IQmpObject<AddedFd>.Members { get; } = new("fdset-id", "fd");

    static void IQmpObject<AddedFd>.Read(ref AddedFd value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { FdSetId = reader.GetInt32() },
        1 => value with { Fd = reader.GetInt32() },
        _ => value,
    };
}
