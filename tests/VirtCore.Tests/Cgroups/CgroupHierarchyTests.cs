using System.Text;
using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Cgroups;

public sealed class CgroupHierarchyTests
{
    [Fact]
    public void Unified()
    {
        CgroupHierarchy found = Parse(CgroupMachines.Unified);
        Assert.Equal((CgroupMode.Unified, "/sys/fs/cgroup", "/"), (found.Mode, found.MountPoint, found.MountRoot));
        Assert.Equal("/user.slice/user-1000.slice/user@1000.service/app.slice/app-host@1.service", found.OwnPath);
        Assert.Equal((true, false, false), (found.IsNamespaceDelegate, found.FavorsDynamicModifications, found.IsReadOnly));
        Assert.Empty(found.LegacyControllers);
    }

    [Fact]
    public void Hybrid()
    {
        CgroupHierarchy found = Parse(CgroupMachines.Hybrid);
        Assert.Equal((CgroupMode.Hybrid, "/sys/fs/cgroup/unified", "/system.slice/host.service"), (found.Mode, found.MountPoint, found.OwnPath));
        Assert.Equal(["cpu", "cpuacct", "memory"], found.LegacyControllers);
    }

    [Fact]
    public void A_container_sees_its_own_part_whatever_its_namespace()
    {
        CgroupHierarchy namespaced = Parse(CgroupMachines.Container);
        Assert.Equal((CgroupMode.Unified, "/", "/", true), (namespaced.Mode, namespaced.MountRoot, namespaced.OwnPath, namespaced.IsReadOnly));
        CgroupHierarchy host = Parse(CgroupMachines.ContainerInHostNamespace);
        Assert.Equal((CgroupMode.Unified, "/system.slice/docker-0a1b.scope", "/payload", false), (host.Mode, host.MountRoot, host.OwnPath, host.IsReadOnly));
        Assert.Null(Parse(CgroupMachines.OutsideOfItsNamespace).OwnPath);
    }

    [Fact]
    public void Without_version_2_there_is_none()
    {
        CgroupHierarchy found = Parse(CgroupMachines.OnlyVersion1);
        Assert.Equal((CgroupMode.None, null, null), (found.Mode, found.MountPoint, found.OwnPath));
        Assert.Equal(["cpuset", "net_cls", "net_prio"], found.LegacyControllers);
        Assert.Contains("mount -t cgroup2", Assert.Throws<NotSupportedException>(found.OpenRoot).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(found.OpenOwn);
        Assert.Throws<NotSupportedException>(() => found.Open("/a"));
    }

    [Fact]
    public void The_order_of_mounts_does_not_decide_which_is_reached() =>
        Assert.Equal("/sys/fs/cgroup", Parse(CgroupMachines.RootMountedLater).MountPoint);

    [Fact]
    public void Of_several_the_one_that_is_reached_and_shows_this_process()
    {
        CgroupHierarchy found = Parse(CgroupMachines.Several);
        Assert.Equal(("/mnt/two words\\and\tmore", "/here", true), (found.MountPoint, found.OwnPath, found.FavorsDynamicModifications));
        // Without it the part that does not show this process is better than nothing; the hidden ones never are.
        string[] lines = CgroupMachines.Several.Mounts.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CgroupHierarchy part = Parse((string.Join('\n', lines[..^1]), "0::/here\n"));
        Assert.Equal(("/mnt/part", null), (part.MountPoint, part.OwnPath));
        Assert.Equal(CgroupMode.None, Parse((string.Join('\n', lines[..^2]), "0::/here\n")).Mode);
    }

    [Fact]
    public void A_mount_that_something_else_covers_is_not_opened()
    {
        CgroupHierarchy found = Parse(("20 1 8:1 / / rw - ext4 /dev/sda1 rw\n21 20 0:29 / / rw - cgroup2 none rw\n", "0::/\n"));
        Assert.Equal("/", found.MountPoint);
        Assert.Contains("something else", Assert.Throws<NotSupportedException>(found.OpenRoot).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_cgroup_is_nobodys() =>
        Assert.Null(Parse((CgroupMachines.Unified.Mounts, "0::/system.slice/old.service (deleted)\n")).OwnPath);

    [Fact]
    public void Every_prefix_is_read_or_refused()
    {
        foreach ((string mounts, string own) in CgroupMachines.All)
        {
            byte[] text = Encoding.UTF8.GetBytes(mounts);
            for (int length = 0; length <= text.Length; length++)
                ReadOrRefuse(text.AsSpan(0, length), Encoding.UTF8.GetBytes(own));
            byte[] cgroup = Encoding.UTF8.GetBytes(own);
            for (int length = 0; length <= cgroup.Length; length++)
                ReadOrRefuse(text, cgroup.AsSpan(0, length));
        }
    }

    [Fact]
    public void Every_mutation_is_read_or_refused()
    {
        byte[] odd = [0, (byte)'\n', (byte)' ', (byte)'\\', (byte)'/', (byte)'-', (byte)'9', 0xFF];
        foreach ((string mounts, string own) in CgroupMachines.All)
        {
            byte[] text = Encoding.UTF8.GetBytes(mounts);
            byte[] cgroup = Encoding.UTF8.GetBytes(own);
            Mutate(text, odd, text => ReadOrRefuse(text, cgroup));
            Mutate(cgroup, odd, cgroup => ReadOrRefuse(text, cgroup));
        }
    }

    private static void Mutate(byte[] text, byte[] odd, Action<byte[]> read)
    {
        for (int i = 0; i < text.Length; i++)
        {
            byte kept = text[i];
            foreach (byte other in odd)
            {
                text[i] = other;
                read(text);
            }

            text[i] = kept;
        }
    }

    private static void ReadOrRefuse(ReadOnlySpan<byte> mounts, ReadOnlySpan<byte> own)
    {
        try
        {
            CgroupHierarchy found = CgroupHierarchy.Parse(mounts, own);
            Assert.Equal(found.Mode == CgroupMode.None, found.MountPoint is null);
            Assert.True(found.OwnPath is null || found.OwnPath.StartsWith('/'));
        }
        catch (InvalidDataException)
        {
            // refused
        }
    }

    private static CgroupHierarchy Parse((string Mounts, string Own) machine) =>
        CgroupHierarchy.Parse(Encoding.UTF8.GetBytes(machine.Mounts), Encoding.UTF8.GetBytes(machine.Own));
}
