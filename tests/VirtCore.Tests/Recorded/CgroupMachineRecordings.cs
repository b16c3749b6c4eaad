using System.Globalization;
using System.Text;
using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Recorded;

/// <summary>Machines that libvirt's test suite recorded, and what libvirt made of them.</summary>
public sealed class CgroupMachineRecordings
{
    private static readonly string[] s_names =
    [
        "all-in-one", "cgroups1", "cgroups2", "cgroups3", "fedora-18", "fedora-21", "hybrid", "kubevirt", "logind", "no-cgroups", "ovirt-node-6.6", "ovirt-node-7.1", "rhel-7.1",
        "systemd", "systemd-legacy", "systemd-unified", "unified",
    ];

    // Those of them that libvirt's own reading was recorded of.
    private static readonly string[] s_parsed =
        ["all-in-one", "cgroups1", "cgroups2", "cgroups3", "fedora-18", "fedora-21", "hybrid", "kubevirt", "ovirt-node-6.6", "ovirt-node-7.1", "rhel-7.1", "unified"];

    public static TheoryData<string> Names => [.. s_names];

    public static TheoryData<string> Parsed => [.. s_parsed];

    [Theory]
    [MemberData(nameof(Names))]
    public void Version_2_is_found_where_it_was(string name)
    {
        string mounts = Load(name, "mounts");
        CgroupHierarchy found = Parse(name);
        // What was mounted as cgroup2, by the recording's own words.
        string[]? version2 = mounts.Split('\n').Select(static line => line.Split(' ')).FirstOrDefault(static mount => mount.Length > 2 && mount[2] == "cgroup2");
        Assert.Equal(version2?[1], found.MountPoint);
        bool legacy = mounts.Contains(" cgroup ", StringComparison.Ordinal);
        Assert.Equal(version2 is null ? CgroupMode.None : legacy ? CgroupMode.Hybrid : CgroupMode.Unified, found.Mode);
        string? own = Load(name, "self.cgroup").Split('\n').FirstOrDefault(static line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        Assert.Equal(version2 is null ? null : own, found.OwnPath);
    }

    [Theory]
    [MemberData(nameof(Parsed))]
    public void Libvirt_saw_the_same(string name)
    {
        string parsed = Load(name, "parsed");
        CgroupHierarchy found = Parse(name);
        foreach (string line in parsed.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool there = fields[1] != "<null>";
            if (fields[0] == "unified")
                Assert.Equal(there ? fields[1] : null, found.MountPoint);
            else if (fields[0] != "name=systemd" && (fields[0] != "devices" || found.MountPoint is null)) // which libvirt takes from version 2 where there is one
                Assert.Equal(there, found.LegacyControllers.Contains(fields[0]));
        }
    }

    // The recordings are of /proc/mounts, which says less than mountinfo: ids in their order, and the roots of their file systems.
    private static CgroupHierarchy Parse(string name)
    {
        var mountinfo = new StringBuilder("1 1 0:1 / / rw - rootfs rootfs rw\n");
        int id = 2;
        // What is above comes first: a root that was switched to is listed behind what was moved below it.
        foreach (string[] fields in Load(name, "mounts").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')).OrderBy(static fields => fields[1].Length))
        {
            mountinfo.Append(CultureInfo.InvariantCulture, $"{id++} 1 0:{id} / {fields[1]} rw - {fields[2]} {fields[0]} {fields[3]}\n");
        }

        // Without the real parents each mount is on the first; the nearest one above it is what it was on.
        return CgroupHierarchy.Parse(Encoding.UTF8.GetBytes(WithParents(mountinfo.ToString())), Encoding.UTF8.GetBytes(Load(name, "self.cgroup")));
    }

    private static string WithParents(string mountinfo)
    {
        var done = new List<string[]>();
        foreach (string[] fields in mountinfo.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')))
        {
            string[]? above = done.Where(other => (fields[4] + "/").StartsWith(other[4].TrimEnd('/') + "/", StringComparison.Ordinal)).MaxBy(static other => (other[4].Length, int.Parse(other[0])));
            fields[1] = above?[0] ?? "1";
            done.Add(fields);
        }

        return string.Join('\n', done.Select(static fields => string.Join(' ', fields)));
    }

    /// <remarks>The recordings are another project's, so they lie beside this repository, not in it.</remarks>
    private static string Load(string name, string kind)
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !Directory.Exists(Path.Combine(directory, "shared", "corpus", "cgroup")))
            directory = Path.GetDirectoryName(directory);
        Assert.SkipWhen(directory is null, "shared/corpus/cgroup is not beside the repository");
        return File.ReadAllText(Path.Combine(directory!, "shared", "corpus", "cgroup", $"{name}.{kind}"));
    }
}
