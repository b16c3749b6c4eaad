using System.Reflection;
using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>Reads events by every typed reader there is.</summary>
internal static class QmpKnownEvents
{
    private delegate bool Reader<T>(ref QmpEvent source, out T value);

    private static readonly Lazy<Func<QmpEvent, bool>[]> s_readers = new(static () => [.. Collect()]);

    public static IEnumerable<string> Names =>
        typeof(QmpEvents).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static constant => (string)constant.GetRawConstantValue()!);

    /// <summary>Reads one event in all the ways that there are. Data that are not what they should be are refused by the documented exception, or this throws.</summary>
    public static void Read(QmpEvent occurred)
    {
        int understood = 0;
        foreach (Func<QmpEvent, bool> reader in s_readers.Value)
        {
            try
            {
                understood += reader(occurred) ? 1 : 0;
            }
            catch (QmpProtocolException)
            {
                understood++;
            }
        }

        Finding.Unless(understood <= 1, $"{occurred.Name} is {understood} kinds of event");
        try
        {
            occurred.TryGetInt64("id"u8, out _);
            occurred.TryGetBoolean("id"u8, out _);
            occurred.TryGetString("id"u8, out _);
        }
        catch (QmpProtocolException)
        {
        }

        Finding.Unless(occurred.Copy().ToString() == occurred.ToString(), "a copy of an event is another one");
    }

    private static IEnumerable<Func<QmpEvent, bool>> Collect() =>
        from method in typeof(QmpEvent).GetMethods()
        where method.Name.StartsWith("TryGet", StringComparison.Ordinal) && method.GetParameters() is [{ IsOut: true }]
        let data = method.GetParameters()[0].ParameterType.GetElementType()!
        where data.Name.EndsWith("Event", StringComparison.Ordinal)
        select (Func<QmpEvent, bool>)typeof(QmpKnownEvents).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(data).Invoke(null, [method])!;

    private static Func<QmpEvent, bool> Of<T>(MethodInfo method)
    {
        Reader<T> reader = method.CreateDelegate<Reader<T>>();
        return occurred => reader(ref occurred, out _);
    }
}
