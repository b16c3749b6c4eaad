using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The part of <see cref="MemoryDevice"/> that depends on its kind. What the kind has not is 0 or null.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct MemoryDeviceData : IQmpObject<MemoryDeviceData>
{
    /// <summary>The device's id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Its size now, in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Its guest-physical address (virtio-mem, virtio-pmem, SGX).</summary>
    public long? Address { get; init; }

    /// <summary>Its guest-physical address (DIMM).</summary>
    public long? DimmAddress { get; init; }

    /// <summary>Its slot (DIMM).</summary>
    public int? Slot { get; init; }

    /// <summary>Its NUMA node.</summary>
    public int? Node { get; init; }

    /// <summary>The path of its backend.</summary>
    public string? MemoryBackend { get; init; }

    /// <summary>The size that was asked for (virtio-mem).</summary>
    public long? RequestedSizeBytes { get; init; }

    /// <summary>The largest size (virtio-mem).</summary>
    public long? MaxSizeBytes { get; init; }

    /// <summary>The granularity (virtio-mem).</summary>
    public long? BlockSizeBytes { get; init; }

    /// <summary>Whether it was plugged in (DIMM).</summary>
    public bool? Hotplugged { get; init; }

    static JsonMembers IQmpObject<MemoryDeviceData>.Members { get; } = new("id", "size", "memaddr", "addr", "slot", "node", "memdev", "requested-size", "max-size", "block-size", "hotplugged");

    static void IQmpObject<MemoryDeviceData>.Read(ref MemoryDeviceData value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { SizeBytes = QmpObject.ReadSize(ref reader) },
        2 => value with { Address = QmpObject.ReadSize(ref reader) },
        3 => value with { DimmAddress = QmpObject.ReadSize(ref reader) },
        4 => value with { Slot = reader.GetInt32() },
        5 => value with { Node = reader.GetInt32() },
        6 => value with { MemoryBackend = QmpStrings.Read(ref reader) },
        7 => value with { RequestedSizeBytes = QmpObject.ReadSize(ref reader) },
        8 => value with { MaxSizeBytes = QmpObject.ReadSize(ref reader) },
        9 => value with { BlockSizeBytes = QmpObject.ReadSize(ref reader) },
        10 => value with { Hotplugged = reader.GetBoolean() },
        _ => value,
    };
}
