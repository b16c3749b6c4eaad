using System.Buffers;
using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Writes the agent's commands, one a line.</summary>
internal static class AgentMessage
{
    private const byte Reset = 0xFF;

    public static byte[] Command(string name, Action<Utf8JsonWriter>? arguments)
    {
        var bytes = new ArrayBufferWriter<byte>();
        WriteCommand(bytes, name, arguments);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The byte that has the agent's parser forget what it was in the middle of, then a sync.</summary>
    public static byte[] DelimitedSync(long number)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write([Reset]);
        WriteCommand(bytes, "guest-sync-delimited", json => json.WriteNumber("id"u8, number));
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A command that is not answered when it succeeds, and a sync behind it that is.</summary>
    public static byte[] CommandThenSync(string name, Action<Utf8JsonWriter>? arguments, long number)
    {
        var bytes = new ArrayBufferWriter<byte>();
        WriteCommand(bytes, name, arguments);
        WriteCommand(bytes, "guest-sync", json => json.WriteNumber("id"u8, number));
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteCommand(ArrayBufferWriter<byte> bytes, string name, Action<Utf8JsonWriter>? arguments)
    {
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("execute"u8, name);
            if (arguments is not null)
                QmpArguments.WriteObject(json, "arguments"u8, arguments);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
    }
}
