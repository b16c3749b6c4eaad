namespace VirtCore.Host;

/// <summary>What a pidfd tells.</summary>
/// <param name="OpenError">0, or why there is none.</param>
/// <param name="Inode">Its number in pidfs; null before Linux 6.9.</param>
/// <param name="InformationError">What PIDFD_GET_INFO answered: 0, or ENOTTY before Linux 6.13.</param>
internal sealed record PidfdAnswer(int OpenError, ulong? Inode, int InformationError);
