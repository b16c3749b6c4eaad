using System.Text;
using System.Text.Json;
using VirtCore.Host;
using VirtCore.Tests.Recorded;
using VirtCore.Tool.Checks;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class HostReportTests
{
    private static readonly HostReport s_report = new(
    [
        new HostCheck
        {
            Id = "one", Area = HostArea.Memory, Title = "One", Status = HostStatus.Pass, Finding = "well", Why = "Because.",
            Facts = [new("count", 3), new("on", true), new("name", "x"), new("items", ["a", "b"]), new("unsaid", (long?)null)],
        },
        new HostCheck { Id = "two", Area = HostArea.Memory, Title = "Two [2]", Status = HostStatus.Warn, Finding = "not [well]", Why = "For a reason.", Remedy = "echo 1 > /x" },
        new HostCheck { Id = "three", Area = HostArea.Qemu, Title = "Three", Status = HostStatus.Unknown, Finding = "hidden", Why = "Why not.", Remedy = "nothing" },
    ]);

    [Fact]
    public void JSON_is_one_document_with_the_keys_that_scripts_read()
    {
        using JsonDocument document = JsonDocument.Parse(Json(s_report));
        Assert.Equal(
            """{"status":"warn","counts":{"pass":1,"info":0,"unknown":1,"warn":1,"fail":0},"checks":["""
            + """{"id":"one","area":"memory","title":"One","status":"pass","finding":"well","facts":{"count":3,"on":true,"name":"x","items":["a","b"],"unsaid":null},"why":"Because.","remedy":null},"""
            + """{"id":"two","area":"memory","title":"Two [2]","status":"warn","finding":"not [well]","facts":{},"why":"For a reason.","remedy":"echo 1 \u003E /x"},"""
            + """{"id":"three","area":"qemu","title":"Three","status":"unknown","finding":"hidden","facts":{},"why":"Why not.","remedy":"nothing"}]}""",
            JsonSerializer.Serialize(document.RootElement));
    }

    [Fact]
    public void Lines_say_why_and_what_to_do_where_it_hurts_and_end_with_a_summary()
    {
        var output = new StringWriter { NewLine = "\n" };
        HostReportLines.Write(output, s_report);
        Assert.Equal(
            """
            Memory
              pass     one: well
              warn     two: not [well]
                       why: For a reason.
                       mend: echo 1 > /x
            QEMU
              unknown  three: hidden
            1 warning, 1 unknown, 1 passed

            """,
            output.ToString());
    }

    [Theory]
    [InlineData(HostStatus.Pass, false, 0)]
    [InlineData(HostStatus.Info, false, 0)]
    [InlineData(HostStatus.Unknown, false, 0)]
    [InlineData(HostStatus.Warn, false, 1)]
    [InlineData(HostStatus.Warn, true, 0)]
    [InlineData(HostStatus.Fail, false, 2)]
    [InlineData(HostStatus.Fail, true, 2)]
    public void The_exit_status_follows_the_worst(HostStatus worst, bool allowWarnings, int status) =>
        Assert.Equal(status, HostCheckProgram.StatusOf(worst, allowWarnings));

    [Fact]
    public void Every_recorded_host_can_be_told_in_every_way()
    {
        foreach (string name in RecordedHost.Names)
        {
            HostReport report = HostProbe.Look(RecordedHost.Load(name).View());
            using JsonDocument document = JsonDocument.Parse(Json(report));
            Assert.Equal(report.Checks.Count, document.RootElement.GetProperty("checks").GetArrayLength());
            var output = new StringWriter();
            HostReportLines.Write(output, report);
            Assert.All(report.Checks, check => Assert.Contains($" {check.Id}: ", output.ToString(), StringComparison.Ordinal));
        }
    }

    private static string Json(HostReport report)
    {
        using var stream = new MemoryStream();
        HostReportJson.Write(stream, report);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
