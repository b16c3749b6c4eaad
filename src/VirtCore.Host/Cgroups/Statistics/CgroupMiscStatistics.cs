namespace VirtCore.Host;

/// <summary>What a cgroup and those below it use of one resource of the misc controller's (Linux 5.13).</summary>
public struct CgroupMiscStatistics
{
    /// <summary>The kernel's name of it: <c>sev</c>, <c>sev_es</c>, <c>tdx</c>.</summary>
    public string Resource { readonly get; internal set; }

    /// <summary><c>misc.current</c>.</summary>
    public long Current { readonly get; internal set; }

    /// <summary><c>misc.events</c>: how often more was refused for the limit (Linux 5.16). Null when the kernel does not say.</summary>
    public long? LimitHits { readonly get; internal set; }

    /// <summary>Reads the text of <c>misc.current</c>.</summary>
    /// <param name="text">The file.</param>
    /// <param name="resources">Room for the resources; those beyond it are counted only.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>False when it is no such file.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, Span<CgroupMiscStatistics> resources, out int count)
    {
        count = 0;
        var cursor = new KernelText(text);
        while (!cursor.IsEmpty)
        {
            if (!cursor.TryTakeWord(out ReadOnlySpan<byte> name) || name.IsEmpty || !cursor.TryTake((byte)' ') || !cursor.TryTakeNumber(out long value)
                || !cursor.TryTake((byte)'\n'))
                return false;
            if (count < resources.Length)
                resources[count] = new CgroupMiscStatistics { Resource = KernelName.Of(name), Current = value };
            count++;
        }

        return true;
    }

    /// <summary>Reads the text of <c>misc.events</c> into what was read of <c>misc.current</c>.</summary>
    /// <returns>False when it is no such file.</returns>
    internal static bool TryParseEvents(ReadOnlySpan<byte> text, Span<CgroupMiscStatistics> resources)
    {
        var cursor = new KernelText(text);
        while (!cursor.IsEmpty)
        {
            if (!cursor.TryTakeWord(out ReadOnlySpan<byte> key) || !cursor.TryTake((byte)' ') || !cursor.TryTakeNumber(out long value) || !cursor.TryTake((byte)'\n'))
                return false;
            if (!key.EndsWith(".max"u8) || key.Length == 4)
                continue;
            string name = KernelName.Of(key[..^4]);
            foreach (ref CgroupMiscStatistics resource in resources)
            {
                if (resource.Resource == name)
                    resource.LimitHits = value;
            }
        }

        return true;
    }
}
