using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using VirtCore.Migration;
using Xunit;

namespace VirtCore.Tests.Migration;

public sealed class MigrationRecordFormatTests
{
    private static readonly MigrationRecord Record = new()
    {
        Id = Guid.Parse("01932f00-7d7e-7a3c-9d5b-0123456789ab"),
        Side = MigrationSide.Source,
        Step = MigrationStep.Performing,
        DomainName = "web-1",
        DomainUuid = Guid.Parse("5e0fd2a4-3a7f-4b52-9c3c-1f64f2f3e0a1"),
        WasRunning = true,
        Peer = "/var/lib/virtcore/b 100%\n",
    };

    private const string Body = """
        virtcore-migration 1
        id=01932f00-7d7e-7a3c-9d5b-0123456789ab
        side=source
        step=performing
        domain=web-1
        uuid=5e0fd2a4-3a7f-4b52-9c3c-1f64f2f3e0a1
        running=yes
        peer=/var/lib/virtcore/b 100%25%0a

        """;

    private static readonly Gen<MigrationRecord> Records =
        from id in Gen.Guid
        from side in Gen.Enum<MigrationSide>()
        from step in Gen.Enum<MigrationStep>()
        from name in Gen.String[Gen.Char["abcXYZ019_"], 1, 64]
        from uuid in Gen.Guid
        from running in Gen.Bool
        from peer in Gen.String.Where(static text => !text.Any(char.IsSurrogate))
        select new MigrationRecord
        {
            Id = id,
            Side = side,
            Step = step,
            DomainName = name,
            DomainUuid = uuid,
            WasRunning = running,
            Peer = peer,
        };

    [Fact]
    public void The_text_of_version_1_does_not_change()
    {
        Assert.Equal(Checked(Body), Encoding.UTF8.GetString(MigrationRecordFormat.Format(Record)));
        Assert.EndsWith("crc32c=309edd82\n", Checked(Body), StringComparison.Ordinal);
        Assert.Equal(Record, MigrationRecordFormat.Parse(Encoding.UTF8.GetBytes(Checked(Body))));
    }

    [Fact]
    public void The_checksum_is_the_usual_CRC_32C() =>
        Assert.EndsWith("crc32c=e3069283\n", Checked("123456789"), StringComparison.Ordinal);

    [Fact]
    public void Every_record_reads_back_as_it_was_written() =>
        Records.Sample(static record => record == MigrationRecordFormat.Parse(MigrationRecordFormat.Format(record)));

    [Fact]
    public void Every_record_is_nine_lines_whatever_its_values_hold() =>
        Records.Sample(static record => MigrationRecordFormat.Format(record).Count(static b => b == (byte)'\n') == 9);

    [Fact]
    public void Every_prefix_is_refused()
    {
        byte[] content = MigrationRecordFormat.Format(Record);
        for (int length = 0; length < content.Length; length++)
            Refused(content.AsSpan(0, length));
    }

    [Fact]
    public void Every_other_value_of_every_byte_is_refused()
    {
        byte[] content = MigrationRecordFormat.Format(Record);
        for (int i = 0; i < content.Length; i++)
        {
            byte before = content[i];
            for (int value = 0; value < 256; value++)
            {
                content[i] = (byte)value;
                if (value != before)
                    Refused(content);
            }
            content[i] = before;
        }
    }

    [Fact]
    public void Anything_after_the_end_is_refused()
    {
        byte[] content = MigrationRecordFormat.Format(Record);
        Refused([.. content, (byte)'\n']);
        Refused([.. content, .. content]);
        Refused([.. content, 0]);
    }

    [Theory]
    [InlineData("virtcore-migration 1", "virtcore-migration 2", "another version")]
    [InlineData("side=source\n", "side=source\nside=target\n", "lines too many")]
    [InlineData("step=performing\n", "side=source\n", "no \"step\" in line 4")]
    [InlineData("step=performing\n", "step=4\n", "not known to this version")]
    [InlineData("step=performing\n", "step=Performing\n", "not known to this version")]
    [InlineData("step=performing\n", "step=postcopy\n", "not known to this version")]
    [InlineData("side=source\n", "side=0\n", "not known to this version")]
    [InlineData("running=yes", "running=true", "neither yes nor no")]
    [InlineData("id=01932f00-7d7e", "id=01932F00-7D7E", "canonical")]
    [InlineData("id=01932f00-", "id=01932f00", "not a UUID")]
    [InlineData("domain=web-1", "domain=../web-1", "no valid name")]
    [InlineData("domain=web-1", "domain=", "no valid name")]
    [InlineData("100%25", "100%", "incomplete escape")]
    [InlineData("%0a", "%0A", "canonical")]
    [InlineData("/var", "%2fvar", "canonical")]
    [InlineData("%0a", "%", "incomplete escape")]
    [InlineData("running=yes\n", "running=yes\r\n", "neither yes nor no")]
    public void A_wrong_text_with_a_right_checksum_is_refused_by_name(string right, string wrong, string message)
    {
        string body = Body.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Body, body);
        var e = Assert.Throws<InvalidDataException>(() => MigrationRecordFormat.Parse(Encoding.UTF8.GetBytes(Checked(body))));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused_before_it_is_read() =>
        Assert.Contains("16385 bytes", Refused(new byte[MigrationRecordFormat.MaxBytes + 1]), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] content = MigrationRecordFormat.Format(Record);
        content[40] = 0xff;
        Assert.Contains("not UTF-8", Refused(content), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_read_back_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => MigrationRecordFormat.Format(Record with { DomainName = "a\nb" }));
        Assert.Throws<ArgumentException>(() => MigrationRecordFormat.Format(Record with { Peer = new string('x', MigrationRecordFormat.MaxBytes) }));
        Assert.ThrowsAny<ArgumentException>(() => MigrationRecordFormat.Format(Record with { Peer = "\ud800" }));
        Assert.ThrowsAny<ArgumentException>(() => MigrationRecordFormat.Format(Record with { Step = (MigrationStep)99 }));
        Assert.Throws<ArgumentNullException>(() => MigrationRecordFormat.Format(Record with { Peer = null! }));
    }

    private static string Checked(string body)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in Encoding.UTF8.GetBytes(body))
            crc = BitOperations.Crc32C(crc, b);
        return body + string.Create(CultureInfo.InvariantCulture, $"crc32c={~crc:x8}\n");
    }

    private static string Refused(ReadOnlySpan<byte> content)
    {
        try
        {
            MigrationRecordFormat.Parse(content);
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
        Assert.Fail($"It was read: {Encoding.UTF8.GetString(content)}");
        return "";
    }
}
