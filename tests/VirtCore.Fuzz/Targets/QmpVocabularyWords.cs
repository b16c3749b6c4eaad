using System.Reflection;
using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>The words of QMP that VirtCore knows: commands, events, members and values.</summary>
internal static class QmpVocabularyWords
{
    public static IEnumerable<string> All =>
        QmpKnownCommand.All.Keys.Concat(QmpKnownEvents.Names).Concat(Members.Select(static member => $"\"{member}\": ")).Concat(Values.Select(static value => $"\"{value}\""));

    private static IEnumerable<string> Members =>
        typeof(QmpClient).Assembly.GetTypes().Where(static type => type.IsValueType && Array.Exists(
            type.GetInterfaces(), static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQmpObject<>)))
        .SelectMany(static type => ((JsonMembers)typeof(QmpVocabularyWords).GetMethod(nameof(MembersOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, null)!).Entries)
        .Select(static entry => entry.Name);

    private static IEnumerable<string> Values =>
        typeof(WireNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .SelectMany(static names => (IEnumerable<string>)names.FieldType.GetProperty("Names")!.GetValue(names.GetValue(null))!);

    private static JsonMembers MembersOf<T>()
        where T : struct, IQmpObject<T> => T.Members;
}
