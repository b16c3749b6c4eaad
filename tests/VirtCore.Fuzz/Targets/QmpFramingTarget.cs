using System.Text.Json;
using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>The framer and the message parser: the first byte says how the rest is cut into reads.</summary>
internal sealed class QmpFramingTarget : FuzzTarget
{
    private const int MaxMessageBytes = 6 * 1024;

    public override string Name => "qmp-framing";

    public override string Summary => "any bytes in any reads: the same messages as in one, each parsed or refused";

    public override IEnumerable<string> Words =>
    [
        "{\"return\": ", ", \"id\": 1}", "\"error\": {", "\"class\": \"", "\"desc\": \"", "\"event\": \"", "\"data\": {", "\"timestamp\": {\"seconds\": ",
        "\"microseconds\": ", "{\"QMP\": ", "\\\"", "\\\\", "\\u00e9", "\r\n", "[[[[[[[[", "]]]]]]]]", "{\"a\":{\"a\":{\"a\":", "}}}", "-1", "1e5", "9223372036854775807", "null",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            return;
        byte cut = input[0];
        input = input[1..];
        List<byte[]> whole = [];
        FrameResult end = Frame(input, 0, whole);
        List<byte[]> cutUp = [];
        FrameResult cutEnd = Frame(input, cut + 1, cutUp);
        Finding.Unless(
            whole.Count == cutUp.Count && whole.Zip(cutUp).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second)),
            $"{whole.Count} messages of one read, {cutUp.Count} of reads of {cut + 1} bytes");
        // A message that breaks both limits breaks the one that is seen first.
        Finding.Unless(end == cutEnd || (IsLimit(end) && IsLimit(cutEnd)), $"{end} at the end of one read, {cutEnd} of reads of {cut + 1} bytes");
        CompareWithJson(input, whole, end);
        foreach (byte[] message in whole)
            Parse(message);
    }

    // Length 0: as much as there is room for.
    private static FrameResult Frame(ReadOnlySpan<byte> bytes, int length, List<byte[]> messages)
    {
        ReceiveBuffer buffer = new(MaxMessageBytes);
        try
        {
            while (!bytes.IsEmpty)
            {
                Span<byte> space = buffer.GetSpace();
                int count = Math.Min(space.Length, bytes.Length);
                if (length != 0)
                    count = Math.Min(count, length);
                bytes[..count].CopyTo(space);
                bytes = bytes[count..];
                buffer.Advance(count);
                FrameResult result;
                while ((result = buffer.TryTake(out ReadOnlySpan<byte> message)) == FrameResult.Complete)
                    messages.Add(message.ToArray());
                if (result != FrameResult.Partial)
                    return result;
                buffer.ReleaseIfEmpty();
            }

            return FrameResult.Partial;
        }
        finally
        {
            buffer.Release();
        }
    }

    // What a JSON reader takes for the first object is the first message.
    private static void CompareWithJson(ReadOnlySpan<byte> input, List<byte[]> messages, FrameResult end)
    {
        Utf8JsonReader reader = new(input, isFinalBlock: false, new JsonReaderState(JsonLimits.Reader));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return;
            int start = (int)reader.TokenStartIndex;
            if (!reader.TrySkip() || reader.TokenType != JsonTokenType.EndObject)
                return;
            int length = (int)reader.BytesConsumed - start;
            if (length > MaxMessageBytes)
                Finding.Unless(messages.Count == 0 && end == FrameResult.TooLarge, $"an object of {length} bytes: {messages.Count} messages, {end}");
            else
                Finding.Unless(messages.Count > 0 && messages[0].Length == length, $"an object of {length} bytes: {messages.Count} messages, {end}");
        }
        catch (JsonException)
        {
            // Not JSON: how far it reaches is nobody's business, as long as all reads agree.
        }
    }

    private static void Parse(byte[] json)
    {
        try
        {
            QmpMessage message = QmpMessage.Parse(json);
            if (message.IsChecked)
                Finding.Unless(JsonShape.IsJson(json), "a message was taken that is no JSON");
            else
                // A body that nobody has read yet: when it is JSON, so is the message around it.
                Finding.Unless(!JsonShape.IsJson(message.Body) || JsonShape.IsJson(json), "a large reply was taken that is no JSON");
        }
        catch (Exception exception) when (Finding.IsRefusal(exception))
        {
        }
    }

    private static bool IsLimit(FrameResult result) => result is FrameResult.TooLarge or FrameResult.TooDeep;
}
