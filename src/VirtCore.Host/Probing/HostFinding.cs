namespace VirtCore.Host;

/// <summary>The answer to a <see cref="HostQuestion"/>.</summary>
internal sealed record HostFinding(HostStatus Status, string Text, string? Remedy, IReadOnlyList<HostFact> Facts)
{
    public static HostFinding Pass(string text, params IReadOnlyList<HostFact> facts) => new(HostStatus.Pass, text, null, facts);

    public static HostFinding Info(string text, params IReadOnlyList<HostFact> facts) => new(HostStatus.Info, text, null, facts);

    public static HostFinding Unknown(string text, params IReadOnlyList<HostFact> facts) => new(HostStatus.Unknown, text, null, facts);

    public static HostFinding Warn(string text, string? remedy, params IReadOnlyList<HostFact> facts) => new(HostStatus.Warn, text, remedy, facts);

    public static HostFinding Fail(string text, string? remedy, params IReadOnlyList<HostFact> facts) => new(HostStatus.Fail, text, remedy, facts);
}
