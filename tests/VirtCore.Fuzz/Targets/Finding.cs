using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>Something that a target promises did not hold.</summary>
internal sealed class Finding(string message, Exception? inner = null) : Exception(message, inner)
{
    public static void Unless([DoesNotReturnIf(false)] bool holds, string message)
    {
        if (!holds)
            throw new Finding(message);
    }

    /// <summary>What the readers of QMP throw at bytes that are not what they should be; their callers turn it into a <see cref="QmpProtocolException"/>.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is QmpProtocolException or JsonException or InvalidOperationException or FormatException;
}
