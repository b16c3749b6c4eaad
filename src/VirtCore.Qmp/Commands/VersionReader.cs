using System.Text.Json;

namespace VirtCore.Qmp.Commands;

/// <summary>Reads QEMU's <c>VersionInfo</c>, which stands in the greeting and in the answer of query-version.</summary>
internal static class VersionReader
{
    public static QmpVersion Read(ref Utf8JsonReader reader)
    {
        int? major = null;
        int minor = 0;
        int micro = 0;
        string package = "";
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("qemu"u8))
            {
                reader.Read();
                ReadTriple(ref reader, out major, out minor, out micro);
            }
            else if (reader.ValueTextEquals("package"u8))
            {
                reader.Read();
                package = reader.GetString() ?? "";
            }
            else
            {
                reader.Skip();
            }
        }

        return new QmpVersion(major ?? throw new QmpProtocolException("there is no QEMU version"), minor, micro, package);
    }

    private static void ReadTriple(ref Utf8JsonReader reader, out int? major, out int minor, out int micro)
    {
        major = null;
        minor = micro = 0;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("major"u8))
                major = JsonShape.ReadInt32(ref reader);
            else if (reader.ValueTextEquals("minor"u8))
                minor = JsonShape.ReadInt32(ref reader);
            else if (reader.ValueTextEquals("micro"u8))
                micro = JsonShape.ReadInt32(ref reader);
            else
                reader.Skip();
        }
    }
}
