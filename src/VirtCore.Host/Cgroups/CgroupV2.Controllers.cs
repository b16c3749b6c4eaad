using System.Text;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>Which controllers it has, and which its children get.</content>
public sealed partial class CgroupV2
{
    private const string SubtreeFile = "cgroup.subtree_control";
    private const int MostMoves = 100;

    /// <summary>The controllers that it has, and can give to its children: <c>cgroup.controllers</c>.</summary>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public CgroupControllers Controllers => CgroupControllerNames.Parse(TryReadText("cgroup.controllers") ?? "");

    /// <summary>The controllers that it distributes to its children: <c>cgroup.subtree_control</c>.</summary>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public CgroupControllers EnabledControllers => CgroupControllerNames.Parse(TryReadText(SubtreeFile) ?? "");

    /// <summary>What it may hold: <c>cgroup.type</c>.</summary>
    /// <exception cref="KernelException">The cgroup is gone.</exception>
    public CgroupType Type => TryReadText(TypeFile) switch
    {
        null => CgroupType.Root,
        "threaded" => CgroupType.Threaded,
        "domain threaded" => CgroupType.DomainThreaded,
        "domain invalid" => CgroupType.DomainInvalid,
        _ => CgroupType.Domain,
    };

    /// <summary>Distributes controllers to the children, beside those that it distributes already. All at once, and where that fails one by one, so that one that cannot be had takes none with it.</summary>
    /// <remarks>
    /// But for the root of all, a cgroup that distributes memory, io and the like must have no processes of its own. Enable while it is empty; a host that lives in it goes into a leaf
    /// first: <see cref="EnterSupervisorAsync"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such controller.</exception>
    /// <exception cref="NotSupportedException">This cgroup does not have one of them: its parent does not distribute it, a v1 hierarchy holds it, or the kernel lacks it. The others are enabled.</exception>
    /// <exception cref="KernelException">The kernel refused one of them: EBUSY while processes are in this cgroup itself. The others are enabled.</exception>
    public void EnableControllers(CgroupControllers controllers)
    {
        List<string> names = CgroupControllerNames.Of(controllers);
        if (names.Count == 0 || TryWrite(SubtreeFile, Encoding.UTF8.GetBytes("+" + string.Join(" +", names))) == 0)
            return;
        Exception? refused = null;
        CgroupControllers here = Controllers;
        foreach (string name in names)
        {
            int error = TryWrite(SubtreeFile, Encoding.UTF8.GetBytes("+" + name));
            if (error != 0)
                refused ??= here.HasFlag(CgroupControllerNames.Parse(name)) ? Refused("write", SubtreeFile, error, "+" + name) : NotHere(name);
        }

        if (refused is not null)
            throw refused;
    }

    /// <summary>Distributes controllers no more. Their settings in the children are gone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such controller.</exception>
    /// <exception cref="KernelException">EBUSY: a child distributes one of them.</exception>
    public void DisableControllers(CgroupControllers controllers)
    {
        List<string> names = CgroupControllerNames.Of(controllers);
        if (names.Count != 0)
            Write(SubtreeFile, "-" + string.Join(" -", names));
    }

    /// <summary>Moves all processes of this cgroup itself into a leaf below it, so that it can distribute controllers. The root of all needs none of that, and keeps its processes.</summary>
    /// <remarks>Meant for the cgroup that was delegated to a host: in it are the host and what it has started. The leaf may be there already. Forks that race with it are moved too.</remarks>
    /// <param name="name">What the leaf is called.</param>
    /// <param name="cancellationToken">Leaves off between two processes.</param>
    /// <returns>The leaf, which has none of the processes when this is the root of all.</returns>
    /// <exception cref="KernelException">A process cannot be moved: a kernel thread, one outside of the namespace, or one that was not delegated; or more were born than could be moved (EBUSY).</exception>
    public async ValueTask<CgroupV2> EnterSupervisorAsync(string name = "supervisor", CancellationToken cancellationToken = default)
    {
        CgroupV2 leaf = TryOpen(name) ?? Create(name);
        try
        {
            for (int round = 0; Type != CgroupType.Root; round++)
            {
                IReadOnlyList<int> left = GetProcesses();
                if (left.Count == 0)
                    break;
                if (round == MostMoves)
                    throw new KernelException("empty the cgroup", Errnos.EBUSY, FilePath(ProcessesFile), "Its processes fork faster than they can be moved.");
                foreach (int id in left)
                    await leaf.MoveOtherAsync(id, cancellationToken).ConfigureAwait(false);
            }

            return leaf;
        }
        catch
        {
            leaf.Dispose();
            throw;
        }
    }

    // 0 would be this process itself.
    private async ValueTask MoveOtherAsync(int id, CancellationToken cancellationToken)
    {
        if (id == 0)
            throw new KernelException("move a process", Errnos.ESRCH, FilePath(ProcessesFile), "A process there is outside of this one's pid namespace.");
        _ = await MoveAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private NotSupportedException NotHere(string name) => new(
        $"{Path} does not have the {name} controller, so its children cannot get it: its parent does not distribute it, a hierarchy of version 1 holds it, or the kernel lacks it.");
}
