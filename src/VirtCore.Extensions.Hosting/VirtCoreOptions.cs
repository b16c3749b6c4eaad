using VirtCore.Qemu;

namespace VirtCore.Extensions.Hosting;

/// <summary>The settings of a service's <see cref="QemuHost"/>.</summary>
public sealed class VirtCoreOptions
{
    /// <summary>The state directory: see <see cref="QemuHostOptions.StateDirectory"/>. Default: <c>/var/lib/virtcore</c>.</summary>
    public string StateDirectory { get; set; } = "/var/lib/virtcore";

    /// <summary>The QEMU to start: see <see cref="QemuHostOptions.Binary"/>.</summary>
    public string Binary { get; set; } = "qemu-system-x86_64";

    /// <summary>How long a QEMU may take to start: see <see cref="QemuHostOptions.StartTimeout"/>.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
