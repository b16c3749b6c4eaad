using System.Text.Json;
using VirtCore.Qmp;

namespace VirtCore.Qemu;

/// <summary>What the driver reads from QEMU's object model.</summary>
internal static class QomQueries
{
    /// <summary>A property that is a string. QEMU: <c>qom-get</c>.</summary>
    public static ValueTask<string> QomGetStringAsync(this QmpClient monitor, string path, string property, CancellationToken cancellationToken) =>
        monitor.ExecuteAsync(
            "qom-get",
            writer =>
            {
                writer.WriteString("path"u8, path);
                writer.WriteString("property"u8, property);
            },
            static (ref Utf8JsonReader reader) => reader.GetString() ?? "",
            cancellationToken: cancellationToken);
}
