using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QomListTypes(string? implements, bool? includeAbstract) : IQmpCommand<IReadOnlyList<QomType>>
{
    public static ReadOnlySpan<byte> Name => "qom-list-types"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (implements is not null)
            writer.WriteString("implements"u8, implements);
        if (includeAbstract is { } includeAbstractValue)
            writer.WriteBoolean("abstract"u8, includeAbstractValue);
    }

    public static IReadOnlyList<QomType> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<QomType>(ref reader);
}
