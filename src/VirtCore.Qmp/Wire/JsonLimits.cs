using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>How JSON is read here.</summary>
internal static class JsonLimits
{
    /// <summary>QEMU's own parser nests as deep.</summary>
    public const int MaxDepth = 1024;

    public static JsonReaderOptions Reader => new() { MaxDepth = MaxDepth };
}
