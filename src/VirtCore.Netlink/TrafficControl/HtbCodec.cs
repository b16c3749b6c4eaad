using System.Buffers.Binary;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>HTB's classes, and the filters that sort frames into them by whom they go to.</summary>
internal static class HtbCodec
{
    private const uint Version = 3;
    private const uint SmallestQuantum = 1514, LargestQuantum = 60_000;

    // From where the Ethernet frame's content begins back to its first byte.
    private const int ToDestination = -14;

    private static ReadOnlySpan<byte> SecondMask => [0xFF, 0xFF, 0, 0];

    public static void WriteDiscipline(ref NetlinkWriter writer, ushort defaultClass)
    {
        writer.Attribute(TCA.TCA_KIND, "htb");
        int options = writer.BeginNested(TCA.TCA_OPTIONS);
        writer.Attribute(TC.TCA_HTB_INIT, new tc_htb_glob { version = Version, rate2quantum = 10, defcls = defaultClass });
        writer.EndNested(options);
    }

    public static void WriteClass(ref NetlinkWriter writer, ulong rate, ulong ceiling, uint burst)
    {
        writer.Attribute(TCA.TCA_KIND, "htb");
        int options = writer.BeginNested(TCA.TCA_OPTIONS);
        writer.Attribute(TC.TCA_HTB_PARMS, new tc_htb_opt
        {
            rate = RateSpec.Of(rate),
            ceil = RateSpec.Of(ceiling),
            buffer = RateSpec.TicksFor(burst, rate),
            cbuffer = RateSpec.TicksFor(burst, ceiling),
            quantum = (uint)Math.Clamp(rate / 10, SmallestQuantum, LargestQuantum),
        });
        if (rate >= uint.MaxValue)
            writer.Attribute(TC.TCA_HTB_RATE64, rate);
        if (ceiling >= uint.MaxValue)
            writer.Attribute(TC.TCA_HTB_CEIL64, ceiling);
        writer.EndNested(options);
    }

    /// <summary>The rate of a class of HTB; null for another kind's, and with an error.</summary>
    public static ulong? ReadRate(in NetlinkMessageReader message, out tcmsg header, out NetlinkFormatError error)
    {
        ulong? rate = null;
        if (!TryReadOptions(message, "htb"u8, out header, out NetlinkAttributeReader options, out error))
            return null;
        while (options.MoveNext())
        {
            if (options.Type == TC.TCA_HTB_PARMS)
                rate ??= options.GetAtLeast<tc_htb_opt>().rate.rate;
            else if (options.Type == TC.TCA_HTB_RATE64)
                rate = options.Get<ulong>();
        }

        error = options.Error;
        return error == NetlinkFormatError.None ? rate : null;
    }

    public static void WriteFilter(ref NetlinkWriter writer, MacAddress destination, uint classId)
    {
        Span<byte> mac = stackalloc byte[MacAddress.Length];
        destination.CopyTo(mac);
        writer.Attribute(TCA.TCA_KIND, "u32");
        int options = writer.BeginNested(TCA.TCA_OPTIONS);
        writer.Attribute(CLS.TCA_U32_CLASSID, classId);
        Span<byte> selector = stackalloc byte[16 + (2 * 16)];
        MemoryMarshal.Write(selector, new tc_u32_sel { flags = CLS.TC_U32_TERMINAL, nkeys = 2 });
        WriteKey(selector[16..], mac, ToDestination);
        WriteKey(selector[32..], mac[4..], ToDestination + 4);
        writer.Attribute(CLS.TCA_U32_SEL, selector);
        writer.EndNested(options);
    }

    /// <summary>Whom a filter is for; null for one that is not of this form, and with an error.</summary>
    public static MacAddress? ReadFilter(in NetlinkMessageReader message, out tcmsg header, out NetlinkFormatError error)
    {
        MacAddress? destination = null;
        if (!TryReadOptions(message, "u32"u8, out header, out NetlinkAttributeReader options, out error))
            return null;
        while (options.MoveNext())
        {
            if (options.Type == CLS.TCA_U32_SEL && options.Payload.Length == 48 && options.Payload[2] == 2)
                destination = ReadKeys(options.Payload[16..]);
        }

        error = options.Error;
        return error == NetlinkFormatError.None ? destination : null;
    }

    // False for another kind, for one without options, and with an error.
    private static bool TryReadOptions(in NetlinkMessageReader message, ReadOnlySpan<byte> kind, out tcmsg header, out NetlinkAttributeReader options, out NetlinkFormatError error)
    {
        options = default;
        if (!message.TryReadBody(out header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return false;
        }

        bool isKind = false, found = false;
        while (attributes.MoveNext())
        {
            if (attributes.Type == TCA.TCA_KIND)
            {
                isKind = attributes.GetTextBytes().SequenceEqual(kind);
            }
            else if (attributes.Type == TCA.TCA_OPTIONS)
            {
                options = attributes.GetNested();
                found = true;
            }
        }

        error = attributes.Error;
        return error == NetlinkFormatError.None && isKind && found;
    }

    private static void WriteKey(Span<byte> key, ReadOnlySpan<byte> bytes, int offset)
    {
        key.Clear();
        int length = Math.Min(bytes.Length, 4);
        key[..length].Fill(0xFF);
        bytes[..length].CopyTo(key[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(key[8..], offset);
    }

    private static MacAddress? ReadKeys(ReadOnlySpan<byte> keys)
    {
        tc_u32_key first = MemoryMarshal.Read<tc_u32_key>(keys), second = MemoryMarshal.Read<tc_u32_key>(keys[16..]);
        if (first.off != ToDestination || second.off != ToDestination + 4 || keys[..4].ContainsAnyExcept((byte)0xFF) || !keys[16..20].SequenceEqual(SecondMask))
            return null;
        return new MacAddress([.. keys[4..8], .. keys[20..22]]);
    }
}
