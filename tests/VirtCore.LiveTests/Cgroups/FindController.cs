using VirtCore.Host;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>A host that says which cgroup was delegated to it, and which it is in.</summary>
internal static class FindController
{
    public const string Name = "find";

    public static int Run()
    {
        CgroupHierarchy hierarchy = CgroupHierarchy.Read();
        using CgroupV2? delegated = hierarchy.TryOpenDelegated();
        using CgroupV2 own = hierarchy.OpenOwn();
        Console.WriteLine($"{delegated?.Path} {own.Path}");
        return 0;
    }
}
