using System.Runtime.CompilerServices;

namespace VirtCore.Interop.Uapi;

/// <summary>A UUID in the guard's messages, in the order of its text.</summary>
[InlineArray(Length)]
internal struct vg_id
{
    public const int Length = 16;

    private byte _first;

    public Guid ToGuid() => new(this, bigEndian: true);

    public static vg_id From(Guid id)
    {
        vg_id result = default;
        _ = id.TryWriteBytes(result, bigEndian: true, out _);
        return result;
    }
}
