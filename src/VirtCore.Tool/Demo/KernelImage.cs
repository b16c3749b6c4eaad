using System.Buffers.Binary;
using System.Text;

namespace VirtCore.Tool.Demo;

/// <summary>What a Linux kernel's file says of itself.</summary>
/// <remarks>See <see href="https://docs.kernel.org/arch/x86/boot.html">The Linux/x86 boot protocol</see>: <c>kernel_version</c>.</remarks>
internal static class KernelImage
{
    private const int SetupOffset = 0x200;
    private const int MagicOffset = 0x202;
    private const int VersionOffset = 0x20E;

    /// <summary>The release, as <c>uname -r</c> in the guest would answer; null when it is not to be found.</summary>
    public static string? ReadRelease(string path) => ReadRelease(File.ReadAllBytes(path));

    public static string? ReadRelease(ReadOnlySpan<byte> image)
    {
        if (image.Length > VersionOffset + 2 && image[MagicOffset..].StartsWith("HdrS"u8))
        {
            int offset = SetupOffset + BinaryPrimitives.ReadUInt16LittleEndian(image[VersionOffset..]);
            return offset < image.Length ? FirstWord(image[offset..]) : null;
        }

        // An uncompressed kernel has its banner among its data, and before it a format with the same beginning.
        ReadOnlySpan<byte> banner = "Linux version "u8;
        for (int found = image.IndexOf(banner); found >= 0; found = image.IndexOf(banner))
        {
            image = image[(found + banner.Length)..];
            if (!image.IsEmpty && char.IsAsciiDigit((char)image[0]))
                return FirstWord(image);
        }

        return null;
    }

    private static string? FirstWord(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAny((byte)' ', (byte)0);
        return end is > 0 and < 65 ? Encoding.ASCII.GetString(text[..end]) : null;
    }
}
