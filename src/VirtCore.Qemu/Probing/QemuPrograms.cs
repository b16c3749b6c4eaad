namespace VirtCore.Qemu;

/// <summary>Where QEMU's programs are.</summary>
internal static class QemuPrograms
{
    // Where distributions put those that are not for people to call: qemu-kvm of the Red Hats.
    private static readonly string[] s_others = ["/usr/libexec", "/usr/local/libexec"];

    /// <summary>Every <c>qemu-system-*</c> and <c>qemu-kvm</c>, in the order of the search path; one that is there by several names comes once.</summary>
    public static List<string> Find(string? searchPath)
    {
        var programs = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string directory in (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(s_others))
        {
            foreach (string path in In(directory))
            {
                if (seen.Add(Resolve(path)))
                    programs.Add(path);
            }
        }

        return programs;
    }

    private static List<string> In(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFiles(directory).Where(IsProgram).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // search paths name what is not there
        }
    }

    private static bool IsProgram(string path)
    {
        string name = Path.GetFileName(path);
        return (name == "qemu-kvm" || name.StartsWith("qemu-system-", StringComparison.Ordinal))
            && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
    }

    private static string Resolve(string path)
    {
        // The directory may be a link too: /bin is /usr/bin.
        string directory = Path.GetDirectoryName(path)!;
        string real = Path.Combine(new DirectoryInfo(directory).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? directory, Path.GetFileName(path));
        return new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
    }
}
