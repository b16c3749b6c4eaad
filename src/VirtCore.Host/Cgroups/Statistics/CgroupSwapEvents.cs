using System.Runtime.CompilerServices;

namespace VirtCore.Host;

/// <summary>What <c>memory.swap.events</c> says, counted since the cgroup was made (Linux 4.18).</summary>
public struct CgroupSwapEvents
{
    private static readonly KeyTable s_keys = new(' ', "high", "max", "fail");

    private Values _values;

    /// <summary><c>high</c>. How often swap use went over <c>memory.swap.high</c> (Linux 5.8).</summary>
    public readonly long? High => KeyTable.ValueOf(_values[0]);

    /// <summary><c>max</c>. How often swap was refused as it would have gone over <c>memory.swap.max</c>.</summary>
    public readonly long? Max => KeyTable.ValueOf(_values[1]);

    /// <summary><c>fail</c>. How often swap was refused, for that or as there was none left.</summary>
    public readonly long? Failed => KeyTable.ValueOf(_values[2]);

    /// <summary>Reads the text of the file.</summary>
    /// <returns>False when it is none.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out CgroupSwapEvents events)
    {
        events = default;
        return s_keys.TryParse(text, events._values);
    }

    [InlineArray(3)]
    private struct Values
    {
        private ulong _first;
    }
}
