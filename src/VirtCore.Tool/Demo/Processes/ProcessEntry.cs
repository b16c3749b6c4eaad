namespace VirtCore.Tool.Demo;

/// <summary>One process, as <c>/proc/PID/stat</c> has it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="StartTime">Clock ticks from the boot to its start: together with the number it is this process and no other.</param>
/// <param name="ParentId">Its parent's number.</param>
/// <param name="Name">Its short name, <c>comm</c>.</param>
internal readonly record struct ProcessEntry(int Id, ulong StartTime, int ParentId, string Name)
{
    public override string ToString() => $"{Name} ({Id})";

    /// <summary>Reads a line of <c>/proc/PID/stat</c>. False for a process that has ended and only waits for its parent to notice.</summary>
    public static bool TryParse(ReadOnlySpan<char> stat, out ProcessEntry entry)
    {
        entry = default;
        // The name stands in parentheses and may itself contain any.
        int open = stat.IndexOf('(');
        int close = stat.LastIndexOf(')');
        if (open < 2 || close < open || stat.Length < close + 2 || !int.TryParse(stat[..(open - 1)], out int id))
            return false;

        int field = 3;
        int parent = 0;
        ulong startTime = 0;
        foreach (Range range in stat[(close + 2)..].Split(' '))
        {
            ReadOnlySpan<char> value = stat[(close + 2)..][range];
            if (field == 3 && value is "Z" or "X")
                return false;
            if ((field == 4 && !int.TryParse(value, out parent)) || (field == 22 && !ulong.TryParse(value, out startTime)))
                return false;
            if (field++ == 22)
                break;
        }

        entry = new ProcessEntry(id, startTime, parent, stat[(open + 1)..close].ToString());
        return field == 23;
    }
}
