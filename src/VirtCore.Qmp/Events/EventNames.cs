using System.Text;

namespace VirtCore.Qmp;

/// <summary>Events' names as strings, made once for each name that was ever seen in this process.</summary>
internal static class EventNames
{
    // QEMU has about 60. A peer that invents names gets new strings beyond this many.
    private const int Capacity = 256;

    private static readonly Lock s_gate = new();
    private static (byte[] Utf8, string Name)[] s_known = [];

    public static string NameOf(ReadOnlySpan<byte> utf8)
    {
        foreach ((byte[] known, string name) in Volatile.Read(ref s_known))
        {
            if (utf8.SequenceEqual(known))
                return name;
        }

        return Add(utf8);
    }

    private static string Add(ReadOnlySpan<byte> utf8)
    {
        string name = Encoding.UTF8.GetString(utf8);
        lock (s_gate)
        {
            if (s_known.Length < Capacity)
                Volatile.Write(ref s_known, [.. s_known, (utf8.ToArray(), name)]);
        }

        return name;
    }
}
