using VirtCore.Host;

namespace VirtCore.Tool.Checks;

/// <summary>A report's words, the same in every view.</summary>
internal static class HostReportTexts
{
    public static string Name(HostStatus status) => status.ToString().ToLowerInvariant();

    public static string Name(HostArea area) => area switch
    {
        HostArea.Devices => "Devices and network",
        HostArea.Processor => "Processor and time",
        HostArea.Qemu => "QEMU",
        _ => area.ToString(),
    };

    /// <summary>Whether a check's reason and remedy are shown to people: nobody mends what is well.</summary>
    public static bool Hurts(HostCheck check) => check.Status >= HostStatus.Warn;

    /// <summary>How many of each verdict, the worst first.</summary>
    public static IEnumerable<(HostStatus Status, string Text)> Counts(HostReport report) =>
        from status in Enum.GetValues<HostStatus>().Reverse()
        let count = report.Count(status)
        where count > 0
        select (status, status switch
        {
            HostStatus.Fail => $"{count} failed",
            HostStatus.Warn => count == 1 ? "1 warning" : $"{count} warnings",
            HostStatus.Unknown => $"{count} unknown",
            HostStatus.Info => $"{count} to know",
            _ => $"{count} passed",
        });
}
