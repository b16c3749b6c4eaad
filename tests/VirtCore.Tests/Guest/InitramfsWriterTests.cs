using System.Text;
using VirtCore.Tool.Guest;
using Xunit;

namespace VirtCore.Tests.Guest;

public sealed class InitramfsWriterTests
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    [Fact]
    public void A_file_is_a_header_a_padded_name_and_padded_content()
    {
        string[] numbers =
        [
            "070701", "00000001", "00008140", "00000000", "00000000", "00000001", "00000000", "00000005", "00000000", "00000000",
            "00000000", "00000000", "00000005", "00000000",
        ];
        byte[] archive = Write(static writer => writer.AddFile("init", Mode, "hello"u8));
        Assert.Equal(string.Concat(numbers) + "init\0" + "\0" + "hello" + "\0\0\0", Encoding.ASCII.GetString(archive, 0, 110 + 6 + 8));
    }

    [Fact]
    public void Every_kind_is_written_with_its_mode_and_the_archive_ends_with_the_trailer()
    {
        byte[] archive = Write(static writer =>
        {
            writer.AddDirectory("bin", Mode);
            writer.AddSymbolicLink("bin/sh", "busybox");
            writer.AddCharacterDevice("console", Mode, 5, 1);
            writer.AddFile("init", Mode, [1, 2, 3]);
        });
        Assert.Equal(
        [
            ("bin", 0x4140u, "", 0u, 0u), ("bin/sh", 0xA1FFu, "busybox", 0u, 0u), ("console", 0x2140u, "", 5u, 1u),
            ("init", 0x8140u, "\u0001\u0002\u0003", 0u, 0u), ("TRAILER!!!", 0u, "", 0u, 0u),
        ],
        Read(archive));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(300_001)]
    public void A_host_file_is_copied_whole_whatever_its_length(int length)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. Enumerable.Range(0, length).Select(static i => (byte)('a' + (i % 26)))]);
            byte[] archive = Write(writer =>
            {
                using FileStream content = File.OpenRead(path);
                writer.AddFile("copy", Mode, content);
            });
            (string name, _, string text, _, _) = Read(archive)[0];
            Assert.Equal("copy", name);
            Assert.Equal(File.ReadAllText(path), text);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_absolute_name_is_refused() =>
        Assert.Throws<ArgumentException>(() => Write(static writer => writer.AddDirectory("/bin", Mode)));

    private static byte[] Write(Action<InitramfsWriter> write)
    {
        using var output = new MemoryStream();
        using (var writer = new InitramfsWriter(output))
            write(writer);
        return output.ToArray();
    }

    // A reader of its own, by the kernel's description of the format.
    private static List<(string Name, uint Mode, string Content, uint Major, uint Minor)> Read(byte[] archive)
    {
        var entries = new List<(string, uint, string, uint, uint)>();
        int position = 0;
        while (position < archive.Length)
        {
            string header = Encoding.ASCII.GetString(archive, position, 110);
            Assert.StartsWith("070701", header, StringComparison.Ordinal);
            uint[] field = [.. Enumerable.Range(0, 13).Select(i => Convert.ToUInt32(header.Substring(6 + (8 * i), 8), 16))];
            int name = (int)field[11];
            int content = Aligned(position + 110 + name);
            int length = (int)field[6];
            Assert.Equal(0, archive[position + 110 + name - 1]);
            entries.Add((Encoding.ASCII.GetString(archive, position + 110, name - 1), field[1], Encoding.Latin1.GetString(archive, content, length), field[9], field[10]));
            position = Aligned(content + length);
        }

        Assert.Equal(archive.Length, position);
        return entries;
    }

    private static int Aligned(int position) => (position + 3) & ~3;
}
