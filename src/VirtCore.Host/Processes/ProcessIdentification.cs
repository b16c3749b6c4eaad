using System.Globalization;

namespace VirtCore.Host;

/// <summary>Finds the process of an identity again.</summary>
internal static class ProcessIdentification
{
    private const int StartTimeField = 22;

    /// <summary>This boot.</summary>
    public static Guid BootId { get; } = Guid.Parse(File.ReadAllText("/proc/sys/kernel/random/boot_id").AsSpan().Trim());

    /// <summary>Refers to the process itself, never to another one that got its number. Null when it is gone.</summary>
    public static Pidfd? TryOpen(ProcessIdentity identity)
    {
        if (identity.BootId != BootId)
            return null;
        Pidfd? process = Pidfd.TryOpen(identity.Id);
        if (process is null || IsSame(process, identity))
            return process;
        process.Dispose();
        return null;
    }

    private static bool IsSame(Pidfd process, ProcessIdentity identity)
    {
        if (identity.PidfsInode is { } inode && process.Inode is { } actual)
            return inode == actual;
        // Read between the open and a look at the pidfd: if it still lives, the number was its own all the while.
        return StartTime(identity.Id) == identity.StartTime && !process.HasExited;
    }

    private static ulong? StartTime(int processId)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            // The name in parentheses may hold anything. The first field after it is the third.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return ulong.Parse(fields[StartTimeField - 3], NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // gone
        }
    }
}
