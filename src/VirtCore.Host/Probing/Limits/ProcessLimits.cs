using System.Globalization;

namespace VirtCore.Host;

/// <summary>The limits of this process (<c>/proc/self/limits</c>), which those that it starts inherit.</summary>
internal static class ProcessLimits
{
    private const string Path = "/proc/self/limits";

    /// <summary>A limit by its name there; null when there is none of the name, <see cref="long.MaxValue"/> for no limit.</summary>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public static (long Soft, long Hard)? Read(HostView host, string name)
    {
        string? line = host.Lines(Path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        if (line is null)
            return host.Files.Exists(Path) ? null : throw new InvalidDataException($"{Path} is not there.");
        string[] fields = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 2 ? (Parse(fields[0]), Parse(fields[1])) : throw HostView.Odd(Path, line, "no list of limits");
    }

    /// <summary>As people read it.</summary>
    public static string Describe(long limit) => limit == long.MaxValue ? "no limit" : limit.ToString(CultureInfo.InvariantCulture);

    private static long Parse(string field) => field == "unlimited" ? long.MaxValue : HostView.ParseNumber(field, Path);
}
