namespace VirtCore.Tool.Demo;

/// <summary>One line of the guest's counter.</summary>
/// <param name="Number">What the guest counted.</param>
/// <param name="Timestamp">When the line arrived, by <see cref="System.Diagnostics.Stopwatch"/>.</param>
internal readonly record struct Tick(long Number, long Timestamp);
