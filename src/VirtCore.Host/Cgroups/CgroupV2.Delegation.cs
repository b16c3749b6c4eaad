using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>Giving a cgroup to another user.</content>
public sealed partial class CgroupV2
{
    private const string DelegatableFiles = "/sys/kernel/cgroup/delegate";

    // What kernels before 4.15, which have no such list, let go of.
    private static readonly string[] s_delegatable = ["cgroup.procs", "cgroup.threads", "cgroup.subtree_control"];

    /// <summary>Gives this cgroup to a user: it may make cgroups in it, distribute its controllers among them and move processes between them, but not change what this one is limited to.</summary>
    /// <remarks>The directory and the files that the kernel names in <c>/sys/kernel/cgroup/delegate</c> change their owner. Processes of the user must be moved or started in it: it cannot pull them in from outside.</remarks>
    /// <exception cref="KernelException">EPERM: this process may not give it away.</exception>
    public void DelegateTo(uint userId, uint groupId)
    {
        string[] files = File.Exists(DelegatableFiles) ? File.ReadAllLines(DelegatableFiles) : s_delegatable;
        foreach (string file in files)
        {
            using SafeFileDescriptor? opened = CgroupFiles.TryOpenPath(Directory, file, out int missing);
            int error = opened is null ? missing : CgroupFiles.ChangeOwner(opened, userId, groupId);
            if (error is not (0 or Errnos.ENOENT)) // a controller that is not enabled has no file
                throw Refused("change the owner of", file, error);
        }

        // Last, so that what it then owns is whole.
        int refused = CgroupFiles.ChangeOwner(Directory, userId, groupId);
        if (refused != 0)
            throw new KernelException("change the owner of", refused, FullPath, CgroupHints.Of("", refused, null));
    }
}
