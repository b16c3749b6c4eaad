using VirtCore.Host;

namespace VirtCore.Tool.Checks;

/// <summary>A report as plain lines, for pipes, files and terminals that can do no more.</summary>
internal static class HostReportLines
{
    public static void Write(TextWriter output, HostReport report)
    {
        foreach (IGrouping<HostArea, HostCheck> area in report.Checks.GroupBy(static check => check.Area))
        {
            output.WriteLine(HostReportTexts.Name(area.Key));
            foreach (HostCheck check in area)
            {
                output.WriteLine($"  {HostReportTexts.Name(check.Status),-7}  {check.Id}: {check.Finding}");
                if (!HostReportTexts.Hurts(check))
                    continue;
                output.WriteLine($"           why: {check.Why}");
                if (check.Remedy is { } remedy)
                    output.WriteLine($"           mend: {remedy}");
            }
        }

        output.WriteLine(string.Join(", ", HostReportTexts.Counts(report).Select(static count => count.Text)));
        output.Flush();
    }
}
