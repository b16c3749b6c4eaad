using System.Globalization;
using System.Text;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>guard.state as guard/record.c writes it: lines of <c>key=value</c>. Unknown keys are left alone.</summary>
internal static class GuardRecordFile
{
    private const int Limit = 4096;
    private const string FirstLine = "virtcore-guard=1";

    /// <summary>Null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is not a guard's.</exception>
    public static GuardStatus? Read(SafeFileDescriptor directory) =>
        DirectoryFile.Read(directory, GuardFiles.Record, Limit) is { } bytes ? Parse(Encoding.UTF8.GetString(bytes)) : null;

    public static GuardStatus Parse(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0] != FirstLine || !text.EndsWith('\n'))
            throw new InvalidDataException("guard.state is not the record of a guard that this version knows.");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                values[line[..equals]] = line[(equals + 1)..];
        }

        try
        {
            return Status(values);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or KeyNotFoundException)
        {
            throw new InvalidDataException("guard.state is damaged.", exception);
        }
    }

    /// <summary>The record of a directory, or of a dead guard, whose question was answered with Aborted. Durable.</summary>
    public static void WriteAborted(SafeFileDescriptor directory, GuardStatus? earlier, Guid id)
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        if (earlier is { Identity: { } identity })
        {
            text.Append(CultureInfo.InvariantCulture, $"boot={identity.BootId}\nguard={earlier.GuardId}\nprocess={identity.Id}\n");
            text.Append(CultureInfo.InvariantCulture, $"start={identity.StartTime}\ninode={identity.PidfsInode ?? 0}\n");
            text.Append(earlier.Tier == LifelineTier.KernelAutokill ? "tier=autokill\n" : "tier=parent-death\n").Append("exit=unknown\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"decision=aborted\nid={id}\n");
        DirectoryFile.WriteDurably(directory, GuardFiles.Record, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static GuardStatus Status(Dictionary<string, string> values)
    {
        GuardDecision? decision = values["decision"] switch
        {
            "undecided" => null,
            "aborted" => GuardDecision.Aborted,
            "committed" => GuardDecision.Committed,
            _ => throw new FormatException(),
        };
        Guid id = Guid.Parse(values["id"]);
        GuardStatus status = new() { Decision = decision, DecisionId = decision is null || id == Guid.Empty ? null : id };
        if (!values.TryGetValue("process", out string? process))
            return status;
        ulong inode = Number(values["inode"]);
        return status with
        {
            Identity = new ProcessIdentity(Guid.Parse(values["boot"]), checked((int)Number(process)), Number(values["start"]), inode == 0 ? null : inode),
            GuardId = checked((int)Number(values["guard"])),
            Tier = values["tier"] == "autokill" ? LifelineTier.KernelAutokill : LifelineTier.ParentDeath,
            Exit = Exit(values["exit"]),
        };
    }

    private static ProcessExit? Exit(string text) => text.Split(' ') switch
    {
        ["running"] => null,
        ["code", var code] => new ProcessExit(checked((int)Number(code)), null),
        ["signal", var signal] => new ProcessExit(null, checked((int)Number(signal))),
        ["unknown"] => new ProcessExit(null, null),
        _ => throw new FormatException(),
    };

    private static ulong Number(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
