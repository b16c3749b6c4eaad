namespace VirtCore.Host;

/// <summary>One process among all that ever had its number.</summary>
/// <param name="BootId">The boot it belongs to (<c>/proc/sys/kernel/random/boot_id</c>).</param>
/// <param name="Id">Its process id.</param>
/// <param name="StartTime">When it started, in clock ticks since the boot (field 22 of <c>/proc/PID/stat</c>).</param>
/// <param name="PidfsInode">The inode number of its pidfds, unique in one boot; null where the kernel has no pidfs (before Linux 6.9).</param>
public sealed record ProcessIdentity(Guid BootId, int Id, ulong StartTime, ulong? PidfsInode);
