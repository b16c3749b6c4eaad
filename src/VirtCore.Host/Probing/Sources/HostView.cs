using System.Globalization;
using System.Text;

namespace VirtCore.Host;

/// <summary>A host as the checks see it: its files by what is in them, and its kernel's answers. For one look, on one thread.</summary>
internal sealed class HostView(HostFiles files, HostKernel kernel)
{
    private KvmAnswer? _kvm;
    private KernelModules? _modules;
    private CgroupHierarchy? _cgroups;
    private IReadOnlySet<string>? _misc;
    private IReadOnlySet<string>? _flags;

    public HostFiles Files => files;

    public HostKernel Kernel => kernel;

    /// <summary>KVM's word; null where the kernel has no KVM.</summary>
    public KvmAnswer? Kvm => !Misc.Contains("kvm") ? null : _kvm ??= kernel.Kvm();

    public KernelModules Modules => _modules ??= new KernelModules(this);

    /// <summary>Where cgroup v2 is.</summary>
    /// <exception cref="InvalidDataException">/proc is not mounted, or says what no kernel does.</exception>
    public CgroupHierarchy Cgroups => _cgroups ??= CgroupHierarchy.Parse(Needed("/proc/self/mountinfo"), Needed("/proc/self/cgroup"));

    /// <summary>The back ends of KVM that are there: kvm_intel, kvm_amd, and others.</summary>
    public IEnumerable<string> KvmBackends =>
        files.List("/sys/module").Where(static name => name.StartsWith("kvm_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Whether this host is a virtual machine itself.</summary>
    public bool IsGuest => ProcessorFlags.Contains("hypervisor");

    /// <summary>The drivers of misc devices that are there now (<c>/proc/misc</c>), by their names.</summary>
    public IReadOnlySet<string> Misc => _misc ??= Lines("/proc/misc").Select(static line => line.Trim().Split(' ')[^1]).ToHashSet(StringComparer.Ordinal);

    /// <summary>What the first processor can do, as <c>/proc/cpuinfo</c> has it.</summary>
    public IReadOnlySet<string> ProcessorFlags => _flags ??= ReadFlags();

    /// <summary>For checks that take a missing file for a missing function.</summary>
    /// <exception cref="InvalidDataException">/proc is not mounted.</exception>
    public void NeedProc() => Need("/proc/sys/kernel", "/proc");

    /// <inheritdoc cref="NeedProc"/>
    /// <exception cref="InvalidDataException">/sys is not mounted.</exception>
    public void NeedSys() => Need("/sys/kernel", "/sys");

    /// <summary>A file as text without the white space around it; null when it is not there.</summary>
    public string? Text(string path) => files.Read(path) is { } bytes ? Encoding.UTF8.GetString(bytes).Trim().Trim('\0') : null;

    /// <summary>A file's lines that have something in them; none when it is not there.</summary>
    public string[] Lines(string path) => Text(path)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>A file that is a number; null when it is not there. What is too large is the largest.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public long? Number(string path) => Text(path) is { } text ? ParseNumber(text, path) : null;

    /// <summary>A kernel parameter by its name for sysctl(8); null when the kernel has none.</summary>
    public long? Sysctl(string name) => Number(SysctlPath(name));

    /// <summary>A file that is Y, N, 1 or 0; null when it is not there.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public bool? Flag(string path) => Text(path) switch
    {
        null => null,
        "Y" or "y" or "1" => true,
        "N" or "n" or "0" => false,
        { } other => throw Odd(path, other, "neither Y nor N"),
    };

    /// <summary>The one in brackets of a file like <c>always [madvise] never</c>; null when it is not there.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public string? Choice(string path)
    {
        if (Text(path) is not { } text)
            return null;
        int open = text.IndexOf('[');
        int close = text.IndexOf(']', open + 1);
        return open >= 0 && close > open + 1 ? text[(open + 1)..close] : throw Odd(path, text, "no choice");
    }

    public static string SysctlPath(string name) => $"/proc/sys/{name.Replace('.', '/')}";

    /// <exception cref="InvalidDataException">It is no number.</exception>
    public static long ParseNumber(string text, string path) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? long.MaxValue
        : throw Odd(path, text, "no number");

    /// <summary>What to say of a file that is not what it should be.</summary>
    public static InvalidDataException Odd(string path, string text, string what)
    {
        string quoted = new([.. text.Take(40).Select(static c => char.IsControl(c) ? ' ' : c)]);
        return new InvalidDataException($"{path} is {what}: \"{quoted}{(text.Length > 40 ? "..." : "")}\".");
    }

    private void Need(string path, string mount)
    {
        if (!files.Exists(path))
            throw new InvalidDataException($"{mount} is not mounted.");
    }

    private byte[] Needed(string path) => files.Read(path) ?? throw new InvalidDataException($"{path} is not there.");

    private HashSet<string> ReadFlags()
    {
        string? line = Lines("/proc/cpuinfo").FirstOrDefault(static line =>
            line.StartsWith("flags", StringComparison.Ordinal) || line.StartsWith("Features", StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal) ?? [];
    }
}
