using System.Text;

namespace VirtCore.Host;

/// <summary>What the kernel says of a partition: <c>root</c>, or <c>root invalid (Cpu list in cpuset.cpus not exclusive)</c>.</summary>
/// <param name="Kind">What was asked for.</param>
/// <param name="IsValid">Whether it is that. An invalid partition has no CPUs of its own; it becomes valid by itself when what is in the way goes.</param>
/// <param name="Reason">Why it is not valid, in the kernel's words (Linux 6.0); null when it is, or when the kernel does not say.</param>
public readonly record struct CpuSetPartition(CpuSetPartitionKind Kind, bool IsValid, string? Reason)
{
    /// <summary>As the kernel writes it.</summary>
    public override string ToString() => IsValid ? Word(Kind) : Reason is null ? $"{Word(Kind)} invalid" : $"{Word(Kind)} invalid ({Reason})";

    internal static string Word(CpuSetPartitionKind kind) => kind switch
    {
        CpuSetPartitionKind.Member => "member",
        CpuSetPartitionKind.Root => "root",
        CpuSetPartitionKind.Isolated => "isolated",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of partition."),
    };

    internal static bool TryParse(ReadOnlySpan<byte> text, out CpuSetPartition partition)
    {
        partition = default;
        var cursor = new KernelText(text);
        CpuSetPartitionKind kind;
        if (cursor.TryTake("member"u8))
            kind = CpuSetPartitionKind.Member;
        else if (cursor.TryTake("root"u8))
            kind = CpuSetPartitionKind.Root;
        else if (cursor.TryTake("isolated"u8))
            kind = CpuSetPartitionKind.Isolated;
        else
            return false;

        bool valid = !cursor.TryTake(" invalid"u8);
        string? reason = null;
        if (!valid && cursor.TryTake(" ("u8))
        {
            if (!cursor.TryTakeLine(out ReadOnlySpan<byte> line) || !cursor.IsEmpty || !line.EndsWith(")"u8))
                return false;
            reason = Encoding.UTF8.GetString(line[..^1]);
        }
        else if (!cursor.TryTakeEnd())
        {
            return false;
        }

        partition = new CpuSetPartition(kind, valid, reason);
        return true;
    }
}
