namespace VirtCore.Host;

/// <summary>The names that guard/record.h gives them.</summary>
internal static class GuardFiles
{
    public const string Record = "guard.state";
    public const string Temporary = "guard.state.tmp";
    public const string Lock = "guard.lock";
    public const string Socket = "guard.sock";
}
