namespace VirtCore.Interop;

/// <summary>Error numbers as constants, for patterns: Tmds.LibC has properties, and not all of them. The same on x86-64 and arm64.</summary>
internal static class Errnos
{
    public const int ENOENT = 2;
    public const int EAGAIN = 11;
    public const int EEXIST = 17;
    public const int EPIPE = 32;
    public const int EMSGSIZE = 90;
    public const int ECONNRESET = 104;
    public const int ETOOMANYREFS = 109;
    public const int ECONNREFUSED = 111;
}
