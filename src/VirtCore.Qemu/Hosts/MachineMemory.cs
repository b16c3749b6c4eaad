using System.Globalization;

namespace VirtCore.Qemu;

/// <summary>How much memory the machine has, for a check before QEMU is asked.</summary>
internal static class MachineMemory
{
    /// <exception cref="ArgumentException">The definition asks for more memory than RAM and swap together.</exception>
    public static void ThrowIfTooSmall(DomainDefinition definition)
    {
        MemorySize available = Read();
        if (definition.Memory > available)
        {
            throw new ArgumentException(
                $"Domain \"{definition.Name}\" asks for {definition.Memory} of memory; the machine has {available} (RAM and swap). Give it less.",
                nameof(definition));
        }
    }

    private static MemorySize Read()
    {
        long kibibytes = 0;
        foreach (string line in File.ReadLines("/proc/meminfo"))
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal) || line.StartsWith("SwapTotal:", StringComparison.Ordinal))
                kibibytes += long.Parse(line.AsSpan(line.IndexOf(':') + 1).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture);
        }

        return MemorySize.FromKibibytes(kibibytes);
    }
}
