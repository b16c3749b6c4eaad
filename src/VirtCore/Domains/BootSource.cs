namespace VirtCore;

/// <summary>How a guest starts: a kernel given directly, or a disk image's boot sector.</summary>
public sealed record BootSource
{
    /// <summary>The path of a Linux kernel (bzImage, or an ELF with a PVH note), or null. QEMU's <c>-kernel</c>.</summary>
    public string? Kernel { get; init; }

    /// <summary>The path of an initial RAM file system, or null. Needs a kernel. QEMU's <c>-initrd</c>.</summary>
    public string? Initrd { get; init; }

    /// <summary>The kernel's command line, or null. Needs a kernel. QEMU's <c>-append</c>.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The path of a raw floppy image whose boot sector starts, opened read-only, or null. Not together with a kernel.</summary>
    public string? FloppyImage { get; init; }

    internal void Validate(string domain)
    {
        if (Kernel is null && (Initrd is not null || CommandLine is not null))
            throw new ArgumentException($"Domain \"{domain}\": an initrd or a kernel command line needs a kernel.");
        if (Kernel is not null && FloppyImage is not null)
            throw new ArgumentException($"Domain \"{domain}\": it boots from a kernel or from a floppy image, not from both.");
        foreach (string? path in (ReadOnlySpan<string?>)[Kernel, Initrd, FloppyImage])
        {
            if (path is not null && !Path.IsPathFullyQualified(path))
                throw new ArgumentException($"Domain \"{domain}\": \"{path}\" is not an absolute path.");
        }
    }
}
