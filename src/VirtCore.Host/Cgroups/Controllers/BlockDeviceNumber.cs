using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>A block device by its numbers, as the io controller names it: <c>8:16</c>.</summary>
/// <param name="Major">Which driver.</param>
/// <param name="Minor">Which of its devices. Limits are for whole disks: the kernel refuses a partition's number (ENODEV).</param>
public readonly record struct BlockDeviceNumber(int Major, int Minor)
{
    /// <summary>The numbers of a device file such as <c>/dev/sda</c>.</summary>
    /// <exception cref="KernelException">It cannot be looked at (ENOENT, EACCES), or is no block device (ENOTBLK).</exception>
    public static BlockDeviceNumber Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (int major, int minor) = DeviceFile.BlockDeviceOf(path);
        return new BlockDeviceNumber(major, minor);
    }

    /// <summary>Reads <c>MAJOR:MINOR</c>.</summary>
    /// <exception cref="FormatException">It is not in that form.</exception>
    public static BlockDeviceNumber Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out BlockDeviceNumber number) ? number : throw new FormatException($"\"{text}\" is no device number such as \"8:16\".");
    }

    /// <summary>Reads <c>MAJOR:MINOR</c>.</summary>
    /// <returns>False when it is not in that form.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out BlockDeviceNumber number)
    {
        number = default;
        if (text is null)
            return false;
        var cursor = new KernelText(Encoding.UTF8.GetBytes(text + '\n'));
        return TryTake(ref cursor, out number) && cursor.TryTakeEnd();
    }

    /// <summary>As the kernel writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}:{Minor}");

    internal static bool TryTake(ref KernelText text, out BlockDeviceNumber number)
    {
        number = default;
        if (!text.TryTakeNumber(out long major) || !text.TryTake((byte)':') || !text.TryTakeNumber(out long minor) || major > int.MaxValue || minor > int.MaxValue)
            return false;
        number = new BlockDeviceNumber((int)major, (int)minor);
        return true;
    }
}
