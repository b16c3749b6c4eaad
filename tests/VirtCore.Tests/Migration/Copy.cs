namespace VirtCore.Tests.Migration;

/// <summary>One side's process.</summary>
public enum Copy
{
    None,
    Waiting,
    Stopped,
    Running,
    Dead,
}
