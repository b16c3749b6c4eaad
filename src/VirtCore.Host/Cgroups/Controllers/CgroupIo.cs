using System.Globalization;

namespace VirtCore.Host;

/// <summary>The <c>io</c> controller of a cgroup: its share of each disk, and the limits of it.</summary>
/// <remarks>
/// Thread-safe. Every method throws <see cref="NotSupportedException"/> where its file is not there, with the reason, and <see cref="KernelException"/> where the
/// kernel refuses the value, which is in the text (ENODEV: there is no such whole disk). Buffered writes are charged to who wrote on file systems that support it: ext4, xfs, btrfs. See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#io">io</see>, Linux 4.5.
/// </remarks>
public sealed class CgroupIo
{
    private readonly CgroupV2 _cgroup;

    internal CgroupIo(CgroupV2 cgroup) => _cgroup = cgroup;

    /// <summary>Reads <c>io.weight</c>. Weights count on disks with the cost model (<see cref="WriteCostQos"/>; Linux 5.4) or the BFQ scheduler, which has files of its own.</summary>
    public CgroupIoWeights ReadWeights() => _cgroup.Read<CgroupIoWeights>("io.weight", CgroupIoWeights.TryParse);

    /// <summary>Writes the weight on disks without one of their own to <c>io.weight</c>: 1 to 10,000.</summary>
    public void WriteWeight(int weight) => _cgroup.Write("io.weight", string.Create(CultureInfo.InvariantCulture, $"default {weight}"));

    /// <summary>Writes the weight on one disk to <c>io.weight</c>: 1 to 10,000, or null for the default. Refused (EOPNOTSUPP) for a disk that has never had the cost model.</summary>
    public void WriteWeight(BlockDeviceNumber device, int? weight) =>
        _cgroup.Write("io.weight", $"{device} {weight?.ToString(CultureInfo.InvariantCulture) ?? "default"}");

    /// <summary>Reads <c>io.max</c>: the disks with a limit.</summary>
    public IReadOnlyDictionary<BlockDeviceNumber, CgroupIoMax> ReadMax() => ReadDevices<CgroupIoMax>("io.max", CgroupIoMax.TryTake);

    /// <summary>Reads the limits of one disk; <see cref="CgroupIoMax.Max"/> when it has none.</summary>
    public CgroupIoMax ReadMax(BlockDeviceNumber device) => ReadMax().GetValueOrDefault(device);

    /// <summary>Writes the limits of one disk to <c>io.max</c>, all four; <see cref="CgroupIoMax.Max"/> takes them away.</summary>
    public void WriteMax(BlockDeviceNumber device, CgroupIoMax max) => _cgroup.Write("io.max", $"{device} {max}");

    /// <summary>Reads <c>io.latency</c>: the disks with a latency that is protected (Linux 4.19, where it is configured).</summary>
    public IReadOnlyDictionary<BlockDeviceNumber, TimeSpan> ReadLatencies() => ReadDevices<TimeSpan>("io.latency", TryTakeLatency);

    /// <summary>Writes <c>io.latency</c>: while requests of this cgroup to the disk take longer on average, siblings with a longer target are slowed down. Null protects it no more (Linux 4.19, where it is configured).</summary>
    /// <param name="device">The disk.</param>
    /// <param name="target">Whole microseconds.</param>
    public void WriteLatency(BlockDeviceNumber device, TimeSpan? target) => _cgroup.Write("io.latency", FormatLatency(device, target));

    /// <summary>Reads <c>io.cost.qos</c>, which the root alone has: disks that were ever set (Linux 5.4).</summary>
    public IReadOnlyDictionary<BlockDeviceNumber, CgroupIoCostQos> ReadCostQos() => ReadDevices<CgroupIoCostQos>("io.cost.qos", CgroupIoCostQos.TryTake);

    /// <summary>Writes <c>io.cost.qos</c>, which the root alone has: it is what turns weights on (Linux 5.4).</summary>
    public void WriteCostQos(BlockDeviceNumber device, CgroupIoCostQos qos) => _cgroup.Write("io.cost.qos", $"{device} {qos}");

    /// <summary>Reads <c>io.cost.model</c>, which the root alone has: disks that were ever set (Linux 5.4).</summary>
    public IReadOnlyDictionary<BlockDeviceNumber, CgroupIoCostModel> ReadCostModels() => ReadDevices<CgroupIoCostModel>("io.cost.model", CgroupIoCostModel.TryTake);

    /// <summary>Writes <c>io.cost.model</c>, which the root alone has (Linux 5.4).</summary>
    public void WriteCostModel(BlockDeviceNumber device, CgroupIoCostModel model) => _cgroup.Write("io.cost.model", $"{device} {model}");

    internal static string FormatLatency(BlockDeviceNumber device, TimeSpan? target) => target is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{device} target={KernelTime.ToMicroseconds(time)}")
        : $"{device} target=max";

    internal static bool TryTakeLatency(ref DeviceLine line, out TimeSpan target)
    {
        target = default;
        while (line.TryTakeKey(out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("target"u8) && line.TryTakeNumber(out long value))
                target = KernelTime.FromMicroseconds(value);
        }

        return line.TryTakeEnd();
    }

    private Dictionary<BlockDeviceNumber, T> ReadDevices<T>(string file, DeviceLine.Parser<T> parse) =>
        _cgroup.Read(file, (ReadOnlySpan<byte> text, out Dictionary<BlockDeviceNumber, T> values) => DeviceLine.TryParseFile(text, parse, out values));
}
