using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>Reads objects, and arrays of them, by their members.</summary>
internal static class QmpObject
{
    /// <summary>Reads the object that the reader stands on. Members that are not known are passed over; those that QEMU left out keep their defaults.</summary>
    /// <exception cref="QmpProtocolException">The reader stands on something else.</exception>
    public static T Read<T>(ref Utf8JsonReader reader)
        where T : struct, IQmpObject<T>
    {
        JsonMembers members = T.Members;
        T value = default;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            int member = members.IndexOf(ref reader);
            reader.Read();
            if (member < 0)
                reader.Skip();
            else if (reader.TokenType != JsonTokenType.Null)
                T.Read(ref value, member, ref reader);
        }

        return value;
    }

    /// <summary>Reads the array of objects that the reader stands on.</summary>
    /// <exception cref="QmpProtocolException">The reader stands on something else.</exception>
    public static IReadOnlyList<T> ReadList<T>(ref Utf8JsonReader reader)
        where T : struct, IQmpObject<T>
    {
        JsonShape.RequireArray(ref reader);
        List<T>? list = null;
        while (JsonShape.NextElement(ref reader))
            (list ??= []).Add(Read<T>(ref reader));
        return list ?? (IReadOnlyList<T>)[];
    }

    /// <summary>Reads the array of strings that the reader stands on.</summary>
    /// <exception cref="QmpProtocolException">The reader stands on something else.</exception>
    public static IReadOnlyList<string> ReadStrings(ref Utf8JsonReader reader)
    {
        JsonShape.RequireArray(ref reader);
        List<string>? list = null;
        while (JsonShape.NextElement(ref reader))
            (list ??= []).Add(QmpStrings.Read(ref reader));
        return list ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Reads the array of integers that the reader stands on.</summary>
    /// <exception cref="QmpProtocolException">The reader stands on something else.</exception>
    public static IReadOnlyList<long> ReadIntegers(ref Utf8JsonReader reader)
    {
        JsonShape.RequireArray(ref reader);
        List<long>? list = null;
        while (JsonShape.NextElement(ref reader))
            (list ??= []).Add(reader.GetInt64());
        return list ?? (IReadOnlyList<long>)[];
    }

    /// <summary>Milliseconds; what is beyond a <see cref="TimeSpan"/> is its end.</summary>
    public static TimeSpan ReadMilliseconds(ref Utf8JsonReader reader)
    {
        const long Last = long.MaxValue / TimeSpan.TicksPerMillisecond;
        return TimeSpan.FromMilliseconds(Math.Clamp(reader.GetInt64(), -Last, Last));
    }

    /// <summary>QEMU's unsigned 64-bit sizes as signed ones; those beyond are the largest.</summary>
    public static long ReadSize(ref Utf8JsonReader reader) =>
        reader.TryGetInt64(out long value) ? value : reader.GetUInt64() > long.MaxValue ? long.MaxValue : 0;
}
