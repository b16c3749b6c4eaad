using System.IO.Compression;
using System.Text;

namespace VirtCore.Host;

/// <summary>Which functions the kernel has, without asking for any: that would load them.</summary>
/// <remarks>
/// Loaded ones are in /proc/modules. The others are in the lists beside the modules (<see href="https://man7.org/linux/man-pages/man5/modules.dep.5.html">modules.dep(5)</see>),
/// or in the kernel's configuration.
/// </remarks>
internal sealed class KernelModules(HostView host)
{
    private string? _dependencies;
    private string? _builtIn;
    private string? _configuration;

    /// <param name="name">The module's name, with underscores.</param>
    /// <param name="option">Its option in the kernel's configuration.</param>
    public KernelModuleState Find(string name, string option)
    {
        if (host.Lines("/proc/modules").Any(line => line.StartsWith(name + " ", StringComparison.Ordinal)))
            return KernelModuleState.Loaded;
        ReadLists();
        if (Lists(_builtIn!, name))
            return KernelModuleState.BuiltIn;
        if (Lists(_dependencies!, name))
            return KernelModuleState.Loadable;
        if (Contains(_configuration!, $"{option}=y"))
            return KernelModuleState.BuiltIn;
        if (host.Files.Exists($"/sys/module/{name}"))
            return KernelModuleState.Loaded;
        return _dependencies!.Length > 0 || _configuration!.Length > 0 ? KernelModuleState.Missing : KernelModuleState.Unknown;
    }

    /// <summary>Whether the kernel was built with an option; null where its configuration is not to be seen.</summary>
    public bool? IsConfigured(string option)
    {
        ReadLists();
        return _configuration!.Length == 0 ? null : Contains(_configuration, $"{option}=y");
    }

    public static string Describe(KernelModuleState state) => state switch
    {
        KernelModuleState.BuiltIn => "built in",
        KernelModuleState.Loaded => "loaded",
        KernelModuleState.Loadable => "loaded when it is asked for",
        KernelModuleState.Missing => "not in this kernel",
        _ => "unknown",
    };

    private void ReadLists()
    {
        if (_dependencies is not null)
            return;
        string release = host.Text("/proc/sys/kernel/osrelease") ?? "";
        _builtIn = host.Text($"/lib/modules/{release}/modules.builtin") ?? "";
        _configuration = Unpack(host.Files.Read("/proc/config.gz")) ?? host.Text($"/boot/config-{release}") ?? "";
        _dependencies = host.Text($"/lib/modules/{release}/modules.dep") ?? "";
    }

    // Files are kernel/drivers/net/tun.ko.xz, and may have dashes where names have underscores.
    private static bool Lists(string list, string name) =>
        list.Replace('-', '_').Contains($"/{name}.ko", StringComparison.Ordinal);

    private static bool Contains(string configuration, string line) =>
        configuration.StartsWith(line + "\n", StringComparison.Ordinal) || configuration.Contains($"\n{line}\n", StringComparison.Ordinal);

    private static string? Unpack(byte[]? packed)
    {
        if (packed is null)
            return null;
        using var stream = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        return stream.ReadToEnd();
    }
}
