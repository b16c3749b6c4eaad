namespace VirtCore.Tests.Fuzz;

/// <summary>Damages bytes, the same way for the same seed.</summary>
internal static class Damage
{
    public static byte[] Of(byte[] original, int seed)
    {
        Random random = new(seed);
        List<byte> bytes = [.. original];
        ReadOnlySpan<byte> nasty = "{}[]\",:\\u0-e\0\n $1\xff"u8;
        for (int i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            int length = random.Next(1, Math.Min(40, bytes.Count - at) + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = nasty[random.Next(nasty.Length)];
                    break;
                case 2:
                    bytes.Insert(at, nasty[random.Next(nasty.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
