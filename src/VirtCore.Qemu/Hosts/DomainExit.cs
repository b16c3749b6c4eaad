using VirtCore.Host;

namespace VirtCore.Qemu;

/// <summary>How a domain's process ended.</summary>
/// <param name="Process">The exit status or signal, or null when nobody could see it (its guard died first).</param>
/// <param name="Description">The same in words, with the last lines of QEMU's standard error.</param>
public sealed record DomainExit(ProcessExit? Process, string Description);
