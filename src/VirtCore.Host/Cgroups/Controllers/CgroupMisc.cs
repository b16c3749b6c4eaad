using System.Text;

namespace VirtCore.Host;

/// <summary>The <c>misc</c> controller of a cgroup: how much it may have of what is simply counted, such as <c>sev</c>, <c>sev_es</c> and <c>tdx</c> keys.</summary>
/// <remarks>
/// Thread-safe. Every method throws <see cref="NotSupportedException"/> where its file is not there, with the reason, and <see cref="KernelException"/> where the
/// kernel refuses the value, which is in the text (EINVAL: there is no such resource). See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#misc">misc</see>, Linux 5.13.
/// </remarks>
public sealed class CgroupMisc
{
    private readonly CgroupV2 _cgroup;

    internal CgroupMisc(CgroupV2 cgroup) => _cgroup = cgroup;

    /// <summary>Reads <c>misc.capacity</c>, which the root alone has: what the machine has of each resource.</summary>
    public IReadOnlyDictionary<string, CgroupLimit> ReadCapacity() => Read("misc.capacity");

    /// <summary>Reads <c>misc.max</c>.</summary>
    public IReadOnlyDictionary<string, CgroupLimit> ReadMax() => Read("misc.max");

    /// <summary>Writes <c>misc.max</c> for one resource.</summary>
    /// <exception cref="ArgumentException">The name is empty or has a blank in it.</exception>
    public void WriteMax(string resource, CgroupLimit count) => _cgroup.Write("misc.max", $"{Checked(resource)} {count}");

    /// <summary>Reads <c>misc.current</c>.</summary>
    public IReadOnlyDictionary<string, CgroupLimit> ReadCurrent() => Read("misc.current");

    /// <summary>Reads <c>misc.peak</c>: the most of each that there has been (Linux 6.11).</summary>
    public IReadOnlyDictionary<string, CgroupLimit> ReadPeak() => Read("misc.peak");

    /// <summary>Reads <c>misc.events</c>: by <c>RESOURCE.max</c>, how often more was refused for the limit (Linux 5.16).</summary>
    public IReadOnlyDictionary<string, CgroupLimit> ReadEvents() => Read("misc.events");

    internal static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.AsSpan().ContainsAny(' ', '\n', '=') ? throw new ArgumentException($"\"{name}\" is no name of the kernel's.", nameof(name)) : name;
    }

    internal static bool TryParse(ReadOnlySpan<byte> text, out Dictionary<string, CgroupLimit> values)
    {
        values = new Dictionary<string, CgroupLimit>(StringComparer.Ordinal);
        var cursor = new KernelText(text);
        while (!cursor.IsEmpty)
        {
            if (!cursor.TryTakeWord(out ReadOnlySpan<byte> name) || name.IsEmpty || !cursor.TryTake((byte)' ') || !cursor.TryTakeLimit(out CgroupLimit value)
                || !cursor.TryTake((byte)'\n'))
                return false;
            values[Encoding.UTF8.GetString(name)] = value;
        }

        return true;
    }

    private Dictionary<string, CgroupLimit> Read(string file) => _cgroup.Read<Dictionary<string, CgroupLimit>>(file, TryParse);
}
