namespace VirtCore.Tests.Migration;

/// <summary>A process that is dead has called: the call did nothing, and nobody sees this.</summary>
internal sealed class DriverDeadException : Exception;
