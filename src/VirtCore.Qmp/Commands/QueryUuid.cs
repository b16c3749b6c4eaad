using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryUuid : IQmpCommand<Guid>, IQmpReads<MachineUuid>
{
    public static ReadOnlySpan<byte> Name => "query-uuid"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static Guid ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<MachineUuid>(ref reader).Uuid ?? throw new QmpProtocolException("there is no UUID");
}
