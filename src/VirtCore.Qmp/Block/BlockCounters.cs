using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>What a device has done (<c>BlockDeviceStats</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct BlockCounters : IQmpObject<BlockCounters>
{
    /// <summary>Bytes read.</summary>
    public long ReadBytes { get; init; }

    /// <summary>Bytes written.</summary>
    public long WrittenBytes { get; init; }

    /// <summary>Bytes discarded.</summary>
    public long UnmappedBytes { get; init; }

    /// <summary>Reads.</summary>
    public long ReadOperations { get; init; }

    /// <summary>Writes.</summary>
    public long WriteOperations { get; init; }

    /// <summary>Flushes.</summary>
    public long FlushOperations { get; init; }

    /// <summary>Discards.</summary>
    public long UnmapOperations { get; init; }

    /// <summary>Time spent in reads.</summary>
    public long ReadNanoseconds { get; init; }

    /// <summary>Time spent in writes.</summary>
    public long WriteNanoseconds { get; init; }

    /// <summary>Time spent in flushes.</summary>
    public long FlushNanoseconds { get; init; }

    /// <summary>The end of the farthest write.</summary>
    public long HighestWrittenOffset { get; init; }

    /// <summary>Reads that failed.</summary>
    public long FailedReads { get; init; }

    /// <summary>Writes that failed.</summary>
    public long FailedWrites { get; init; }

    /// <summary>Flushes that failed.</summary>
    public long FailedFlushes { get; init; }

    /// <summary>Time since the last operation.</summary>
    public long? IdleNanoseconds { get; init; }

    static JsonMembers IQmpObject<BlockCounters>.Members { get; } = new("rd_bytes", "wr_bytes", "unmap_bytes", "rd_operations", "wr_operations", "flush_operations", "unmap_operations",
            "rd_total_time_ns", "wr_total_time_ns", "flush_total_time_ns", "wr_highest_offset", "failed_rd_operations",
            "failed_wr_operations", "failed_flush_operations", "idle_time_ns");

    static void IQmpObject<BlockCounters>.Read(ref BlockCounters value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { ReadBytes = QmpObject.ReadSize(ref reader) },
        1 => value with { WrittenBytes = QmpObject.ReadSize(ref reader) },
        2 => value with { UnmappedBytes = QmpObject.ReadSize(ref reader) },
        3 => value with { ReadOperations = reader.GetInt64() },
        4 => value with { WriteOperations = reader.GetInt64() },
        5 => value with { FlushOperations = reader.GetInt64() },
        6 => value with { UnmapOperations = reader.GetInt64() },
        7 => value with { ReadNanoseconds = reader.GetInt64() },
        8 => value with { WriteNanoseconds = reader.GetInt64() },
        9 => value with { FlushNanoseconds = reader.GetInt64() },
        10 => value with { HighestWrittenOffset = QmpObject.ReadSize(ref reader) },
        11 => value with { FailedReads = reader.GetInt64() },
        12 => value with { FailedWrites = reader.GetInt64() },
        13 => value with { FailedFlushes = reader.GetInt64() },
        14 => value with { IdleNanoseconds = reader.GetInt64() },
        _ => value,
    };
}
