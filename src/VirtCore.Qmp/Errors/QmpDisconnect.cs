namespace VirtCore.Qmp;

/// <summary>How a session ended. Each has exactly one end.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Message">The same in words, with what was going on.</param>
/// <param name="Error">The exception behind it, or null.</param>
public sealed record QmpDisconnect(QmpDisconnectCause Cause, string Message, Exception? Error = null);
