namespace VirtCore.Host;

/// <summary>What a check says of its host. A higher value is worse.</summary>
public enum HostStatus
{
    /// <summary>As it should be.</summary>
    Pass = 0,

    /// <summary>Neither good nor bad: something to know.</summary>
    Info = 1,

    /// <summary>It could not be found out; the finding says why.</summary>
    Unknown = 2,

    /// <summary>Virtual machines run, and something will hurt.</summary>
    Warn = 3,

    /// <summary>Something that virtual machines need is not there.</summary>
    Fail = 4,
}
