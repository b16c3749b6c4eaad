namespace VirtCore.Tests.Migration;

/// <summary>A fault at a point: each call of a port is two points, before and after its effect, and Perform has two more within.</summary>
internal readonly record struct Fault(int Point, FaultKind Kind);
