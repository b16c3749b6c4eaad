using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryBalloon : IQmpCommand<BalloonInfo>
{
    public static ReadOnlySpan<byte> Name => "query-balloon"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static BalloonInfo ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<BalloonInfo>(ref reader);
}
