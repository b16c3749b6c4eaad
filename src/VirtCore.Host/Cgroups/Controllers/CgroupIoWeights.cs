namespace VirtCore.Host;

/// <summary>What <c>io.weight</c> says: shares of disk time beside the siblings, 1 to 10,000.</summary>
/// <param name="Default">On disks without one of their own; at first 100.</param>
/// <param name="Devices">On disks with one of their own.</param>
public sealed record CgroupIoWeights(int Default, IReadOnlyDictionary<BlockDeviceNumber, int> Devices)
{
    internal static bool TryParse(ReadOnlySpan<byte> text, out CgroupIoWeights weights)
    {
        var devices = new Dictionary<BlockDeviceNumber, int>();
        weights = new CgroupIoWeights(0, devices);
        var cursor = new KernelText(text);
        if (!cursor.TryTake("default "u8) || !TryTakeWeight(ref cursor, out int common))
            return false;
        while (!cursor.IsEmpty)
        {
            if (!BlockDeviceNumber.TryTake(ref cursor, out BlockDeviceNumber device) || !cursor.TryTake((byte)' ') || !TryTakeWeight(ref cursor, out int weight))
                return false;
            devices[device] = weight;
        }

        weights = weights with { Default = common };
        return true;
    }

    private static bool TryTakeWeight(ref KernelText cursor, out int weight)
    {
        bool taken = cursor.TryTakeNumber(out long value) && value <= int.MaxValue && cursor.TryTake((byte)'\n');
        weight = taken ? (int)value : 0;
        return taken;
    }
}
