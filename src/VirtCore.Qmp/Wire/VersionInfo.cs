using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>QEMU's <c>VersionInfo</c>, which stands in the greeting and in the answer of query-version.</summary>
internal readonly record struct VersionInfo : IQmpObject<VersionInfo>
{
    public string? Package { get; init; }

    public VersionTriple Version { get; init; }

    /// <exception cref="QmpProtocolException">There is no version.</exception>
    public static QmpVersion ReadVersion(ref Utf8JsonReader reader)
    {
        VersionInfo info = QmpObject.Read<VersionInfo>(ref reader);
        VersionTriple version = info.Version;
        int major = version.Major ?? throw new QmpProtocolException("there is no QEMU version");
        return new QmpVersion(major, version.Minor, version.Micro, info.Package ?? "");
    }

    static JsonMembers IQmpObject<VersionInfo>.Members { get; } = new JsonMembers("package").With<VersionTriple>("qemu");

    static void IQmpObject<VersionInfo>.Read(ref VersionInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Package = QmpStrings.Read(ref reader) },
        1 => value with { Version = QmpObject.Read<VersionTriple>(ref reader) },
        _ => value,
    };
}
