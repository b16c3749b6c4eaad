using VirtCore.Host;
using VirtCore.Qmp;

namespace VirtCore.Qemu;

/// <summary>What a host's QEMUs are worth: the part of the host's report that <see cref="HostProbe"/> leaves to this assembly.</summary>
public static class QemuCheck
{
    private const string Why = "Guests run in QEMU, and it is QEMU's version that decides what they can have and where they can move.";

    /// <summary>One check for all of them, <c>qemu</c>, and then one a program: <c>qemu:PATH</c>.</summary>
    public static async Task<IReadOnlyList<HostCheck>> LookAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return Judge(await QemuProbe.FindAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is KernelException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            return [Of("qemu", "QEMU", HostStatus.Unknown, e.Message, null)];
        }
    }

    internal static IReadOnlyList<HostCheck> Judge(IReadOnlyList<QemuProgram> programs)
    {
        QemuProgram[] running = [.. programs.Where(static program => program.Version is not null)];
        HostFact[] facts = [new("programs", [.. programs.Select(static program => program.Path)]), new("usable", [.. running.Select(static program => program.Path)])];
        if (running.Length == 0)
        {
            return
            [
                Of("qemu", "QEMU", HostStatus.Fail, programs.Count == 0 ? "none in PATH or /usr/libexec" : "none of those that are here starts", "apt-get install qemu-system-x86, or dnf install qemu-kvm", facts),
                .. programs.Select(Judge),
            ];
        }

        string usable = running.Length == 1 ? "one program that starts" : $"{running.Length} programs that start";
        return [Of("qemu", "QEMU", HostStatus.Pass, usable, null, facts), .. programs.Select(Judge)];
    }

    private static HostCheck Judge(QemuProgram program)
    {
        string id = $"qemu:{program.Path}";
        string title = Path.GetFileName(program.Path);
        if (program.Version is not { } version)
        {
            string problem = string.Join("; ", program.Problem!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            return Of(id, title, HostStatus.Warn, $"{program.Path} does not start: {problem}", $"{program.Path} -machine none -display none", new HostFact("path", program.Path), new HostFact("problem", program.Problem));
        }

        HostFact[] facts =
        [
            new("path", program.Path), new("version", $"{version.Major}.{version.Minor}.{version.Micro}"), new("major", version.Major), new("minor", version.Minor), new("micro", version.Micro),
            new("package", version.Package),
        ];
        return version.IsAtLeast(6, 2)
            ? Of(id, title, HostStatus.Pass, $"{version}, {program.Path}", null, facts)
            : Of(id, title, HostStatus.Warn, $"{version}, {program.Path}: older than any that VirtCore is tried with", "install QEMU 7.2 or later", facts);
    }

    private static HostCheck Of(string id, string title, HostStatus status, string finding, string? remedy, params IReadOnlyList<HostFact> facts) => new()
    {
        Id = id,
        Area = HostArea.Qemu,
        Title = title,
        Status = status,
        Finding = finding,
        Facts = facts,
        Why = Why,
        Remedy = remedy,
    };
}
