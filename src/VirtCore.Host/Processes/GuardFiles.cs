namespace VirtCore.Host;

/// <summary>The names that guard/record.h and guard/cgroup.h give them.</summary>
internal static class GuardFiles
{
    public const string Record = "guard.state";
    public const string Temporary = "guard.state.tmp";
    public const string Lock = "guard.lock";
    public const string Socket = "guard.sock";
    public const string Cgroup = "guard.cgroup";
}
