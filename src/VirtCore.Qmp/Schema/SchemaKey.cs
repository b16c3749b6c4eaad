namespace VirtCore.Qmp;

/// <summary>What an entry of the schema goes by. QEMU numbers its types, so most need no table: a number is itself, a name is below -1, and -1 is none.</summary>
internal static class SchemaKey
{
    public const int None = -1;

    private const int MostDigits = 4;

    public static int OfName(int name) => -2 - name;

    /// <summary>The name of a key that is no number.</summary>
    public static int NameOf(int key) => -2 - key;

    /// <summary>The number that a name is, or -1.</summary>
    public static int NumberOf(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MostDigits)
            return -1;
        int number = 0;
        foreach (byte value in name)
        {
            uint digit = (uint)(value - '0');
            if (digit > 9)
                return -1;
            number = (number * 10) + (int)digit;
        }

        return number;
    }
}
