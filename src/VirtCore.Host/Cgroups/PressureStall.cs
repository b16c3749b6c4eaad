namespace VirtCore.Host;

/// <summary>Who waits.</summary>
public enum PressureStall
{
    /// <summary>At least one task waits.</summary>
    Some,

    /// <summary>All tasks that are not idle wait, so nothing gets done.</summary>
    Full,
}
