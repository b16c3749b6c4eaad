using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>Processes by descriptor.</summary>
internal static class Pidfds
{
    public static HostQuestion Question { get; } = new(
        "pidfd", HostArea.Kernel, "Pidfds", "A process that is referred to by descriptor is never mistaken for another that got its number.", Look);

    private static HostFinding Look(HostView host)
    {
        PidfdAnswer answer = host.Kernel.Pidfd();
        HostFact[] facts =
        [
            new("pidfdOpen", answer.OpenError == 0), new("pidfs", answer.Inode is not null), new("information", answer.OpenError == 0 && answer.InformationError == 0),
        ];
        if (answer.OpenError != 0)
            return HostFinding.Fail($"pidfd_open: {ErrnoNames.NameOf(answer.OpenError)}", "install a kernel of 5.3 or later; allow the call in the container's seccomp filter", facts);
        return answer.InformationError == 0
            ? HostFinding.Pass("pidfd_open, and PIDFD_GET_INFO", facts)
            : HostFinding.Info("pidfd_open without PIDFD_GET_INFO: the exit status of a guest whose guard died is not known (Linux 6.15)", facts);
    }
}
