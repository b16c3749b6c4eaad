using System.Globalization;
using System.Numerics;
using System.Text;

namespace VirtCore.Migration;

/// <summary>The text of a record's file: a version line, one <c>key=value</c> line a field in a fixed order, and a line with a CRC-32C of all before it.</summary>
/// <remarks>
/// There is exactly one text for a record, and nothing else is read: a file that was cut short, changed or written by another version is
/// refused, never guessed at. A CRC-32C detects every change within 32 consecutive bits, and so of any one byte.
/// </remarks>
public static class MigrationRecordFormat
{
    /// <summary>No record's file is longer.</summary>
    public const int MaxBytes = 16 * 1024;

    private const string Version = "virtcore-migration 1";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Keys = ["id", "side", "step", "domain", "uuid", "running", "peer"];

    /// <summary>The file's content for a record.</summary>
    /// <exception cref="ArgumentException">The record cannot be written down: the domain's name is not valid, or the peer is too long or no valid text.</exception>
    public static byte[] Format(MigrationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!DomainName.IsValid(record.DomainName))
            throw new ArgumentException($"The domain's name \"{record.DomainName}\" is not valid: {DomainName.Rule}.", nameof(record));
        ArgumentNullException.ThrowIfNull(record.Peer, nameof(record));
        string body = $"""
            {Version}
            id={record.Id:D}
            side={Name(record.Side)}
            step={Name(record.Step)}
            domain={record.DomainName}
            uuid={record.DomainUuid:D}
            running={(record.WasRunning ? "yes" : "no")}
            peer={Escape(record.Peer)}

            """;
        byte[] bytes = StrictUtf8.GetBytes(body);
        byte[] content = [.. bytes, .. Encoding.ASCII.GetBytes(CheckLine(bytes))];
        return content.Length <= MaxBytes
            ? content
            : throw new ArgumentException($"A migration record of {content.Length} bytes is too long; at most {MaxBytes} are written.", nameof(record));
    }

    /// <summary>The record in a file's content.</summary>
    /// <exception cref="InvalidDataException">The content is not a whole, unchanged record of this version; the message says what is wrong.</exception>
    public static MigrationRecord Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxBytes)
            throw new InvalidDataException($"The migration record is {content.Length} bytes long; at most {MaxBytes} are read.");
        string text;
        try
        {
            text = StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("The migration record is not UTF-8 text.");
        }
        string[] lines = text.Split('\n');
        if (lines[0] != Version)
            throw new InvalidDataException($"The migration record does not start with \"{Version}\": it is damaged, or of another version.");
        // The version, the keys, the check line, and nothing after its line feed.
        if (lines.Length != Keys.Length + 3 || lines[^1].Length != 0)
            throw new InvalidDataException("The migration record is cut short or has lines too many.");
        int bodyLength = content[..^1].LastIndexOf((byte)'\n') + 1;
        if (!content[bodyLength..].SequenceEqual(Encoding.ASCII.GetBytes(CheckLine(content[..bodyLength]))))
            throw new InvalidDataException("The migration record is damaged: its checksum does not match.");

        MigrationRecord record = Read(lines);
        // One text a record: whatever another spelling means, nobody who writes records wrote it.
        if (!content.SequenceEqual(Format(record)))
            throw new InvalidDataException("The migration record is not in its canonical form.");
        return record;
    }

    private static MigrationRecord Read(string[] lines)
    {
        var values = new string[Keys.Length];
        for (int i = 0; i < Keys.Length; i++)
        {
            string line = lines[i + 1];
            if (!line.StartsWith(Keys[i] + "=", StringComparison.Ordinal))
                throw new InvalidDataException($"The migration record has no \"{Keys[i]}\" in line {i + 2}.");
            values[i] = line[(Keys[i].Length + 1)..];
        }
        if (!DomainName.IsValid(values[3]))
            throw new InvalidDataException("The migration record's domain has no valid name.");
        return new MigrationRecord
        {
            Id = ReadGuid(values[0], "id"),
            Side = ReadName<MigrationSide>(values[1], "side"),
            Step = ReadName<MigrationStep>(values[2], "step"),
            DomainName = values[3],
            DomainUuid = ReadGuid(values[4], "uuid"),
            WasRunning = values[5] switch
            {
                "yes" => true,
                "no" => false,
                _ => throw new InvalidDataException("The migration record's \"running\" is neither yes nor no."),
            },
            Peer = Unescape(values[6]),
        };
    }

    private static string CheckLine(ReadOnlySpan<byte> body)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in body)
            crc = BitOperations.Crc32C(crc, b);
        return string.Create(CultureInfo.InvariantCulture, $"crc32c={~crc:x8}\n");
    }

    private static string Name<T>(T value) where T : struct, Enum =>
        Enum.IsDefined(value) ? value.ToString().ToLowerInvariant() : throw new ArgumentException($"{value} is no {typeof(T).Name}.");

    private static T ReadName<T>(string text, string key) where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (Name(value) == text)
                return value;
        }
        throw new InvalidDataException($"The migration record's \"{key}\" is not known to this version.");
    }

    private static Guid ReadGuid(string text, string key) => Guid.TryParseExact(text, "D", out Guid id)
        ? id
        : throw new InvalidDataException($"The migration record's \"{key}\" is not a UUID.");

    // A locator is the driver's own and may hold anything; a control character would break the line.
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            if (char.IsControl(c) || c == '%')
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)c:x2}");
            else
                escaped.Append(c);
        }
        return escaped.ToString();
    }

    private static string Unescape(string value)
    {
        var plain = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '%')
            {
                plain.Append(value[i]);
                continue;
            }
            if (i + 2 >= value.Length || !byte.TryParse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
                throw new InvalidDataException("The migration record's \"peer\" has an incomplete escape.");
            plain.Append((char)code);
            i += 2;
        }
        return plain.ToString();
    }
}
