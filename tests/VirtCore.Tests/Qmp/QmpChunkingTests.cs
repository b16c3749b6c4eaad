using System.Text;
using CsCheck;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qmp;

public sealed class QmpChunkingTests
{
    private static readonly string[] s_messages =
    [
        """{"return": {}, "id": 1}""",
        """{"event": "STOP", "data": {"text": "\\\"}{][\u00e9 é", "n": [[], {}, [{"a": "]"}]]}}""",
        "{\n  \"return\": [\n    1,\n    \"two\"\n  ],\n  \"id\": 2\n}",
        "{" + string.Join(", ", Enumerable.Range(0, 60).Select(i => $"\"key{i}\": {{\"v\": [{i}, \"{new string('x', i)}\"]}}")) + "}",
        """{"a": "\\\\"}""",
        "{\"long\": \"" + new string('y', 40_000) + "\"}",
        "{}",
    ];

    [Fact]
    public void Any_chunking_of_any_transcript_gives_the_same_messages()
    {
        Gen<(int[] Messages, int[] Blanks, int[] Chunks)> transcripts = Gen.Select(
            Gen.Int[0, s_messages.Length - 1].Array[1, 12], Gen.Int[0, 4].Array[12], Gen.OneOf(Gen.Int[1, 3], Gen.Int[1, 200], Gen.Int[1, 20_000]).Array[1, 40]);
        transcripts.Sample(
            sample =>
            {
                string[] blanks = ["", "\r\n", "\n", " \t ", "\r\n\r\n"];
                string[] expected = [.. sample.Messages.Select(i => s_messages[i])];
                string text = string.Concat(expected.Select((message, i) => blanks[sample.Blanks[i]] + message));
                Assert.Equal(expected, Frame(Encoding.UTF8.GetBytes(text), sample.Chunks));
            },
            iter: 2_000);
    }

    [Fact]
    public void Blocks_and_bytes_are_counted_alike()
    {
        // Every shift of a message against the blocks of 64 bytes, with strings, escapes and brackets on their borders.
        string message = s_messages[1] + s_messages[3] + s_messages[4];
        for (int shift = 0; shift < 130; shift++)
        {
            string padded = "{\"pad\": \"" + new string('p', shift) + "\"}";
            Assert.Equal([padded, s_messages[1], s_messages[3], s_messages[4]], Frame(Encoding.UTF8.GetBytes(padded + message), [int.MaxValue]));
        }
    }

    private static List<string> Frame(ReadOnlySpan<byte> bytes, int[] chunks)
    {
        var buffer = new ReceiveBuffer(1 << 20);
        var messages = new List<string>();
        for (int i = 0; !bytes.IsEmpty; i++)
        {
            Span<byte> space = buffer.GetSpace();
            int count = Math.Min(Math.Min(space.Length, bytes.Length), chunks[i % chunks.Length]);
            bytes[..count].CopyTo(space);
            bytes = bytes[count..];
            buffer.Advance(count);
            FrameResult result;
            while ((result = buffer.TryTake(out ReadOnlySpan<byte> message)) == FrameResult.Complete)
                messages.Add(Encoding.UTF8.GetString(message));
            Assert.Equal(FrameResult.Partial, result);
            buffer.ReleaseIfEmpty();
        }

        Assert.False(buffer.IsHolding);
        return messages;
    }
}
