using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryCpusFast : IQmpCommand<IReadOnlyList<CpuThread>>
{
    public static ReadOnlySpan<byte> Name => "query-cpus-fast"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<CpuThread> ReadReply(ref Utf8JsonReader reader)
    {
        var threads = new List<CpuThread>();
        JsonShape.RequireArray(ref reader);
        while (JsonShape.NextElement(ref reader))
            threads.Add(ReadThread(ref reader));
        return threads;
    }

    private static CpuThread ReadThread(ref Utf8JsonReader reader)
    {
        int index = 0;
        int thread = 0;
        string path = "";
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("cpu-index"u8))
            {
                index = JsonShape.ReadInt32(ref reader);
            }
            else if (reader.ValueTextEquals("thread-id"u8))
            {
                thread = JsonShape.ReadInt32(ref reader);
            }
            else if (reader.ValueTextEquals("qom-path"u8))
            {
                reader.Read();
                path = reader.GetString() ?? "";
            }
            else
            {
                reader.Skip();
            }
        }

        return new CpuThread(index, thread, path);
    }
}
