using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryMachines : IQmpCommand<IReadOnlyList<MachineType>>
{
    public static ReadOnlySpan<byte> Name => "query-machines"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<MachineType> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<MachineType>(ref reader);
}
