using VirtCore.Host;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>A host of a user who is not root, in a cgroup that was delegated to it: what it can do there, and that it can do nothing elsewhere.</summary>
internal static class DelegateController
{
    public const string Name = "delegate";
    public const string Well = "all is well";

    /// <param name="delegated">The path of the cgroup that was delegated.</param>
    /// <param name="outside">That of one beside it.</param>
    /// <param name="stranger">The id of a process in the one beside it.</param>
    public static async Task<int> RunAsync(string delegated, string outside, string stranger)
    {
        try
        {
            CgroupHierarchy hierarchy = CgroupHierarchy.Read();
            using CgroupV2? own = hierarchy.TryOpenDelegated();
            Check(own?.Path == delegated, $"the delegated cgroup is {own?.Path}");
            Check(hierarchy.DelegationOf(own!) == CgroupDelegation.Owner, "it is not the owner's");
            await WorkAsync(own!);
            using CgroupV2 other = hierarchy.Open(outside);
            await RefusedAsync(own!, other, int.Parse(stranger));
            Console.WriteLine(Well);
            return 0;
        }
        catch (Exception failure)
        {
            Console.WriteLine(failure.ToString().ReplaceLineEndings(" "));
            return 1;
        }
    }

    private static async Task WorkAsync(CgroupV2 own)
    {
        using CgroupV2 supervisor = await own.EnterSupervisorAsync();
        Check(own.GetProcesses().Count == 0 && supervisor.GetProcesses().Contains(Environment.ProcessId), "the host is not in its supervisor's leaf");
        own.EnableControllers(own.Controllers);
        Check(own.EnabledControllers == own.Controllers, "not all controllers could be distributed");
        using CgroupV2 vm = own.Create("vm");
        if (own.Controllers.HasFlag(CgroupControllers.Memory))
            vm.Write("memory.max", "1073741824");
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync();
        string state = Directory.CreateTempSubdirectory("virtcore-delegate-").FullName;
        try
        {
            await using SupervisedProcess process = await launcher.LaunchAsync(
                new LaunchRequest { FileName = "/bin/sleep", Arguments = ["1000"], StateDirectory = state, CgroupParent = vm });
            await process.Cgroup!.FreezeAsync();
            await process.Cgroup.ThawAsync();
            Check(await process.Cgroup.MoveAsync(process.Id), "a process of its own could not be moved");
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }

        await vm.RemoveAsync();
    }

    private static async Task RefusedAsync(CgroupV2 own, CgroupV2 other, int stranger)
    {
        using CgroupV2 vm = own.Create("vm");
        Expect<KernelException>(() => other.Create("mine"), "made a cgroup outside");
        Expect<KernelException>(() => other.Write("cgroup.freeze", "1"), "froze another's cgroup");
        Expect<KernelException>(other.Kill, "killed another's cgroup");
        // What limits the delegated cgroup itself belongs to who delegated it.
        Expect<KernelException>(() => own.Write("cgroup.max.depth", "7"), "changed its own limit");
        Expect<KernelException>(() => own.Write("cgroup.freeze", "0"), "thawed what another may have frozen");
        await ExpectAsync(async () => await vm.MoveAsync(stranger), "pulled a process in");
        await ExpectAsync(async () => await other.MoveAsync(0), "left its cgroup");
        Expect<ArgumentException>(() => own.Open("../" + other.Path[(other.Path.LastIndexOf('/') + 1)..]), "climbed up");
        Expect<ArgumentException>(() => own.Create(".."), "made its parent");
        // Nothing in a cgroup file system can be a link or be renamed, so a name is what it was made as.
        string path = own.FilePath("link");
        Expect<IOException>(() => File.CreateSymbolicLink(path, other.FullPath), "made a link");
        Expect<IOException>(() => Directory.Move(vm.FullPath, own.FilePath("renamed")), "renamed a cgroup");
        await vm.RemoveAsync();
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }

    private static void Expect<T>(Action action, string did) where T : Exception
    {
        try
        {
            action();
        }
        catch (Exception refused) when (refused is T or UnauthorizedAccessException)
        {
            return;
        }

        throw new InvalidOperationException($"An unprivileged user {did}.");
    }

    private static async Task ExpectAsync(Func<Task> action, string did)
    {
        try
        {
            await action();
        }
        catch (KernelException)
        {
            return;
        }

        throw new InvalidOperationException($"An unprivileged user {did}.");
    }
}
