using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <content>What of the hierarchy is this process's.</content>
public sealed partial record CgroupHierarchy
{
    private static readonly string[] s_ownedFiles = ["cgroup.procs", "cgroup.threads", "cgroup.subtree_control"];

    /// <summary>Whether a cgroup was given to this process, and by whom.</summary>
    public CgroupDelegation DelegationOf(CgroupV2 cgroup)
    {
        ArgumentNullException.ThrowIfNull(cgroup);
        if (CgroupFiles.HasMark(cgroup.Directory, "trusted.delegate") || CgroupFiles.HasMark(cgroup.Directory, "user.delegate"))
            return CgroupDelegation.Manager;
        uint user = (uint)geteuid();
        if (user != 0 && IsOwned(cgroup, user))
            return CgroupDelegation.Owner;
        return IsNamespaced && !IsReadOnly && cgroup.Path == "/" && MountRoot == "/" ? CgroupDelegation.Namespace : CgroupDelegation.None;
    }

    /// <summary>The highest delegated cgroup that this process is in or below; null when there is none.</summary>
    /// <exception cref="NotSupportedException">There is no cgroup v2 here.</exception>
    /// <exception cref="KernelException">One on the way cannot be opened.</exception>
    public CgroupV2? TryOpenDelegated()
    {
        if (OwnPath is null)
            return null;
        string[] names = OwnPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int count = 0; count <= names.Length; count++)
        {
            if (TryOpen("/" + string.Join('/', names[..count])) is not { } cgroup)
                return null;
            if (DelegationOf(cgroup) != CgroupDelegation.None)
                return cgroup;
            cgroup.Dispose();
        }

        return null;
    }

    private static bool IsOwned(CgroupV2 cgroup, uint user)
    {
        if (!CgroupFiles.TryIdentify(cgroup.Directory, out _, out uint owner) || owner != user)
            return false;
        foreach (string name in s_ownedFiles)
        {
            using SafeFileDescriptor? file = CgroupFiles.TryOpenForRead(cgroup.Directory, name, out _);
            if (file is null || !CgroupFiles.TryIdentify(file, out _, out owner) || owner != user)
                return false;
        }

        return true;
    }
}
