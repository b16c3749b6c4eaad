using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One memory device (<c>MemoryDeviceInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct MemoryDevice : IQmpObject<MemoryDevice>
{
    /// <summary><c>dimm</c>, <c>nvdimm</c>, <c>virtio-pmem</c>, <c>virtio-mem</c>, <c>sgx-epc</c>, <c>hv-balloon</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>Its state.</summary>
    public MemoryDeviceData Data { get; init; }

    static JsonMembers IQmpObject<MemoryDevice>.Members { get; } = new JsonMembers("type")
        .With<MemoryDeviceData>("data");

    static void IQmpObject<MemoryDevice>.Read(ref MemoryDevice value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Type = QmpStrings.Read(ref reader) },
        1 => value with { Data = QmpObject.Read<MemoryDeviceData>(ref reader) },
        _ => value,
    };
}
