namespace VirtCore.Host;

/// <summary>How a <see cref="ProcessLauncher"/> runs its native program.</summary>
public sealed record ProcessLauncherOptions
{
    /// <summary>How long the launcher may take to come up, and a launch to reach exec.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where the program is put for the moment of its start when the kernel refuses to run it from memory
    /// (<c>vm.memfd_noexec</c>). The file system there must allow execution.
    /// </summary>
    public string PrivateFileDirectory { get; init; } = Path.GetTempPath();

    /// <summary>The scope of systemd's that the launcher is put into before anything is started, or null to leave it in the cgroup of the host.</summary>
    public LauncherScope? Scope { get; init; }
}
