using System.Text;
using VirtCore.Host;

namespace VirtCore.Fuzz;

/// <summary>
/// What the kernel says of cgroups. The first line names the file, and the rest is its content; for <c>hierarchy</c> that is /proc/self/mountinfo, an empty line, and /proc/self/cgroup.
/// </summary>
internal sealed class CgroupsTarget : FuzzTarget
{
    public override string Name => "cgroups";

    public override string Summary => "any text in the place of a cgroup's file: a value or a refusal; a list and a bandwidth are read again as they were written";

    public override IReadOnlyList<string> Assemblies => ["VirtCore.Host"];

    public override IEnumerable<string> Words =>
    [
        "hierarchy", "cgroup.events", "memory.events", "cpu.stat", "cpu.max", "cpu.uclamp.min", "cpuset.cpus", "cpuset.cpus.partition", "memory.stat", "memory.max", "io.stat", "io.max", "io.latency", "io.weight",
        "io.cost.qos", "io.cost.model", "cpu.pressure", "pids.events", "misc.max", "misc.current", "misc.events", "rdma.max", "rdma.current", "max", "populated 1", "frozen 0", "usage_usec ", "anon ",
        "rbytes=", "wiops=max", "target=", "default 100", "some avg10=", "full avg10=0.00 avg60=0.00 avg300=0.00 total=", "hca_handle=", "root invalid (", "isolated", "18446744073709551615", "9223372036854775807",
        " - cgroup2 cgroup2 rw,nsdelegate", " - cgroup cgroup rw,memory", " / /sys/fs/cgroup rw ", "0::/", "1:name=systemd:/", "\\040", " (deleted)", "/../", "8:0 ", "0-3,7",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        TextInput text = new(input);
        string file = text.Words[0];
        try
        {
            switch (file)
            {
                case "hierarchy":
                    int gap = text.Body.IndexOf("\n\n"u8);
                    _ = gap < 0 ? CgroupHierarchy.Parse(text.Body, default) : CgroupHierarchy.Parse(text.Body[..(gap + 1)], text.Body[(gap + 2)..]);
                    break;
                case "cgroup.events":
                    _ = CgroupState.Parse(text.Body);
                    break;
                case "memory.events":
                    _ = CgroupMemoryEvents.Parse(text.Body);
                    break;
                default:
                    Read(file, text.Body);
                    break;
            }
        }
        catch (InvalidDataException)
        {
        }
    }

    private static void Read(string file, ReadOnlySpan<byte> text)
    {
        if (CgroupParsers.Of(file)?.Invoke(text) is not true)
            return;
        if (file == "cpuset.cpus" && IndexSet.TryParse(text, out IndexSet? list))
            Finding.Unless(IndexSet.Parse(list.ToString()).Equals(list), "a list is another one after it was written");
        if (file == "cpu.max" && CgroupBandwidth.TryParse(text, out CgroupBandwidth bandwidth))
        {
            Finding.Unless(
                CgroupBandwidth.TryParse(Encoding.ASCII.GetBytes(bandwidth + "\n"), out CgroupBandwidth again) && again == bandwidth, "a bandwidth is another one after it was written");
        }
    }
}
