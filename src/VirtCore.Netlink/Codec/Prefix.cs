using System.Net;

namespace VirtCore.Netlink;

/// <summary>A network as messages have it: an address in an attribute, and its length in the fixed part.</summary>
internal static class Prefix
{
    /// <summary>Puts the two together. Null for all addresses, whose length is 0.</summary>
    /// <returns>False when they do not belong together.</returns>
    public static bool TryRead(IPAddress address, int length, bool isIpv6, out IPNetwork? network)
    {
        network = null;
        if (length == 0)
            return true;
        byte[] bytes = address.GetAddressBytes();
        if (bytes.Length != (isIpv6 ? 16 : 4) || length > bytes.Length * 8)
            return false;
        // The kernel's addresses have no bits behind the prefix; a damaged message's might, and IPNetwork would throw.
        for (int bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        network = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }
}
