using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-get-osinfo</c>. What the guest does not say is null.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestOsInfo : IQmpObject<GuestOsInfo>
{
    /// <summary>The system: <c>debian</c>, <c>mswindows</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its name with its version, for people.</summary>
    public string? PrettyName { get; init; }

    /// <summary>Its version, with its code name.</summary>
    public string? Version { get; init; }

    /// <summary>Its version.</summary>
    public string? VersionId { get; init; }

    /// <summary>The kernel's release.</summary>
    public string? KernelRelease { get; init; }

    /// <summary>The kernel's version.</summary>
    public string? KernelVersion { get; init; }

    /// <summary>The architecture.</summary>
    public string? Machine { get; init; }

    /// <summary>The variant, for people.</summary>
    public string? Variant { get; init; }

    /// <summary>The variant.</summary>
    public string? VariantId { get; init; }

    static JsonMembers IQmpObject<GuestOsInfo>.Members { get; } = new("id", "name", "pretty-name", "version", "version-id", "kernel-release", "kernel-version", "machine", "variant", "variant-id");

    static void IQmpObject<GuestOsInfo>.Read(ref GuestOsInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { Name = QmpStrings.Read(ref reader) },
        2 => value with { PrettyName = QmpStrings.Read(ref reader) },
        3 => value with { Version = QmpStrings.Read(ref reader) },
        4 => value with { VersionId = QmpStrings.Read(ref reader) },
        5 => value with { KernelRelease = QmpStrings.Read(ref reader) },
        6 => value with { KernelVersion = QmpStrings.Read(ref reader) },
        7 => value with { Machine = QmpStrings.Read(ref reader) },
        8 => value with { Variant = QmpStrings.Read(ref reader) },
        9 => value with { VariantId = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
