using System.Text.Json;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Recorded;

public sealed class QmpSchemaTests
{
    public static TheoryData<string> Versions => [.. RecordedQemu.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void All_commands_events_and_members_of_a_schema_are_found(string version)
    {
        QmpSchema schema = RecordedQemu.Schema(version);
        Dictionary<string, JsonElement> entries = RecordedQemu.SchemaElement(version).EnumerateArray().ToDictionary(e => e.GetProperty("name").GetString()!);
        int commands = 0;
        int events = 0;
        foreach ((string name, JsonElement entry) in entries)
        {
            string kind = entry.GetProperty("meta-type").GetString()!;
            Assert.Equal(kind == "command", schema.HasCommand(name));
            Assert.Equal(kind == "event", schema.HasEvent(name));
            if (kind is not ("command" or "event"))
                continue;
            commands += kind == "command" ? 1 : 0;
            events += kind == "event" ? 1 : 0;
            JsonElement arguments = entries[entry.GetProperty("arg-type").GetString()!];
            if (!arguments.TryGetProperty("members", out JsonElement members))
                continue;
            foreach (string member in members.EnumerateArray().Select(m => m.GetProperty("name").GetString()!))
                Assert.True(kind == "command" ? schema.HasArgument(name, member) : schema.HasEventMember(name, member), $"{name} {member}");
            Assert.Equal(entry.TryGetProperty("allow-oob", out JsonElement oob) && oob.GetBoolean(), schema.AllowsOutOfBand(name));
        }

        Assert.Equal((commands, events), (schema.CommandCount, schema.EventCount));
    }

    [Fact]
    public void Paths_go_through_objects_arrays_alternates_and_variants()
    {
        QmpSchema schema = RecordedQemu.Schema("10.0.0");
        Assert.True(schema.HasArgument("nbd-server-start", "addr.data.path"));
        Assert.True(schema.HasArgument("nbd-server-start", "addr.+unix.data.path"));
        Assert.False(schema.HasArgument("nbd-server-start", "addr.+inet.data.path"));
        Assert.True(schema.HasArgument("blockdev-add", "+qcow2.lazy-refcounts"));
        Assert.False(schema.HasArgument("blockdev-add", "+raw.lazy-refcounts"));
        Assert.True(schema.HasArgument("blockdev-add", "+qcow2.file.+nbd.server"));
        Assert.True(schema.HasArgument("block-dirty-bitmap-merge", "bitmaps.node"));
        Assert.True(schema.HasReturnMember("query-block", "inserted.image.backing-image.backing-image.format"));
        Assert.True(schema.HasReturnValue("query-status", "status", "postmigrate"));
        Assert.False(schema.HasReturnValue("query-status", "status", "post-migrate"));
        Assert.False(schema.HasReturnValue("query-status", "running", "true"));
        Assert.True(schema.HasArgumentValue("migrate-set-capabilities", "capabilities.capability", "mapped-ram"));
        Assert.True(schema.HasEventValue("MIGRATION", "status", "postcopy-recover-setup"));
        Assert.False(schema.HasArgument("nbd-server-start", "addr.nothing"));
        Assert.False(schema.HasArgument("nothing", "addr"));
        Assert.False(schema.HasCommand(new string('x', 1000)));
        Assert.False(schema.HasCommand("STOP"));
    }

    [Fact]
    public void Reading_a_schema_allocates_the_schema_alone()
    {
        byte[] json = RecordedQemu.SchemaOf("10.0.0");
        Read(json);
        long before = GC.GetAllocatedBytesForCurrentThread();
        QmpSchema schema = Read(json);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 1, 256 * 1024);
        Assert.True(schema.HasCommand("query-status"));
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(schema.HasArgument("blockdev-add", "+qcow2.file.+nbd.server.+unix.path"));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"name": 5}]""")]
    [InlineData("""[{"name": "a", "members": {}}]""")]
    public void What_is_no_schema_is_a_protocol_error(string json) =>
        Assert.Throws<QmpProtocolException>(() => Read(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_schema_that_goes_in_circles_ends()
    {
        QmpSchema schema = Read("""
            [{"name": "c", "meta-type": "command", "arg-type": "1", "ret-type": "2"},
             {"name": "1", "meta-type": "object", "members": [], "tag": "t", "variants": [{"case": "x", "type": "1"}]},
             {"name": "2", "meta-type": "array", "element-type": "2"}]
            """u8);
        Assert.False(schema.HasArgument("c", "x"));
        Assert.False(schema.HasReturnMember("c", "x"));
    }

    private static QmpSchema Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return SchemaReader.Read(ref reader);
    }
}
