using System.Text;

namespace VirtCore.Host;

/// <summary>Names of resources and devices that a kernel's file has, each a string made once.</summary>
internal static class KernelName
{
    private const int MostKept = 256;

    private static volatile (byte[] Bytes, string Text)[] s_known = [];

    public static string Of(ReadOnlySpan<byte> name)
    {
        (byte[] Bytes, string Text)[] known = s_known;
        foreach ((byte[] bytes, string text) in known)
        {
            if (name.SequenceEqual(bytes))
                return text;
        }

        string made = Encoding.UTF8.GetString(name);
        // Two at once: one is forgotten, and made again. No kernel has as many as are kept; should one, it begins anew.
        s_known = [.. known.Length < MostKept ? known : [], (name.ToArray(), made)];
        return made;
    }
}
