namespace VirtCore.Host;

/// <summary>A check before it is made.</summary>
internal sealed record HostQuestion(string Id, HostArea Area, string Title, string Why, Func<HostView, HostFinding> Look)
{
    public HostCheck Answer(HostFinding finding) => new()
    {
        Id = Id,
        Area = Area,
        Title = Title,
        Why = Why,
        Status = finding.Status,
        Finding = finding.Text,
        Facts = finding.Facts,
        Remedy = finding.Remedy,
    };
}
