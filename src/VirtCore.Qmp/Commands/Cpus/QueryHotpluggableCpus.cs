using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryHotpluggableCpus : IQmpCommand<IReadOnlyList<HotpluggableCpu>>
{
    public static ReadOnlySpan<byte> Name => "query-hotpluggable-cpus"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<HotpluggableCpu> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<HotpluggableCpu>(ref reader);
}
