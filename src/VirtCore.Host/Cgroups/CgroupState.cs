namespace VirtCore.Host;

/// <summary>What <c>cgroup.events</c> says.</summary>
/// <param name="Populated">Whether a process lives in the cgroup or below it.</param>
/// <param name="Frozen">Whether all processes in it and below it are stopped by the freezer (Linux 5.2).</param>
public readonly record struct CgroupState(bool Populated, bool Frozen)
{
    internal static CgroupState Parse(ReadOnlySpan<byte> text)
    {
        bool populated = false, frozen = false;
        var reader = new FlatKeyedReader(text);
        while (reader.TryRead(out ReadOnlySpan<byte> key, out ulong value))
        {
            populated |= value != 0 && key.SequenceEqual("populated"u8);
            frozen |= value != 0 && key.SequenceEqual("frozen"u8);
        }

        return new CgroupState(populated, frozen);
    }
}
