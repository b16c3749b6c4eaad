using System.Reflection;
using System.Text;
using VirtCore.Qmp;

namespace VirtCore.Tests.Recorded;

/// <summary>All that VirtCore says and understands, found by reflection so that none can be forgotten.</summary>
internal static class QmpVocabulary
{
    private static readonly Assembly s_assembly = typeof(QmpClient).Assembly;

    /// <summary>The typed methods of the client.</summary>
    public static IEnumerable<MethodInfo> ClientMethods =>
        typeof(QmpClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsGenericMethod && method.Name.EndsWith("Async", StringComparison.Ordinal)
                && method.Name is not (nameof(QmpClient.DisposeAsync) or nameof(QmpClient.ExecuteAsync)));

    /// <summary>The typed commands: their names, and the members that are read of their replies; null where none are.</summary>
    public static IEnumerable<(string Name, Type Command, Type Reply, Type? Object)> Commands
    {
        get
        {
            foreach (Type command in s_assembly.GetTypes())
            {
                Type? asked = Interface(command, typeof(IQmpCommand<>));
                if (asked is null || command.IsInterface)
                    continue;
                Type reply = asked.GetGenericArguments()[0];
                string name = (string)Call(nameof(NameOf), command, reply)!;
                Type? read = Interface(command, typeof(IQmpReads<>))?.GetGenericArguments()[0];
                Type element = reply.IsGenericType && reply.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? reply.GetGenericArguments()[0] : reply;
                yield return (name, command, reply, read ?? (Interface(element, typeof(IQmpObject<>)) is null ? null : element));
            }
        }
    }

    public static IEnumerable<(string Name, Type Data)> Events =>
        s_assembly.GetTypes().Where(type => Interface(type, typeof(IQmpEventData<>)) is not null)
            .Select(type => ((string)Call(nameof(EventNameOf), type)!, type));

    /// <summary>What the guest agent's replies are read into. Its schema was not recorded: a real agent is asked in the live tests.</summary>
    public static IEnumerable<Type> AgentReplies =>
        typeof(GuestAgentClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsGenericMethod && method.ReturnType.IsGenericType).Select(method => method.ReturnType.GetGenericArguments()[0])
            .Select(type => type.IsGenericType ? type.GetGenericArguments()[0] : type).Where(type => Interface(type, typeof(IQmpObject<>)) is not null)
            .Append(typeof(GuestHostName));

    public static IEnumerable<Type> Objects => s_assembly.GetTypes().Where(type => type.IsValueType && Interface(type, typeof(IQmpObject<>)) is not null);

    public static IEnumerable<string> EventNames =>
        typeof(QmpEvents).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!);

    public static IEnumerable<(string Name, string[] Values)> Enumerations =>
        typeof(WireNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(names => (names.Name, ((IEnumerable<string>)names.FieldType.GetProperty("Names")!.GetValue(names.GetValue(null))!).ToArray()));

    public static JsonMembers MembersOf(Type type) => (JsonMembers)Call(nameof(Members), type)!;

    private static Type? Interface(Type type, Type definition) =>
        Array.Find(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static object? Call(string method, params Type[] types) =>
        typeof(QmpVocabulary).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(types).Invoke(null, null);

    private static string NameOf<TCommand, TReply>()
        where TCommand : struct, IQmpCommand<TReply>, allows ref struct => Encoding.UTF8.GetString(TCommand.Name);

    private static string EventNameOf<T>()
        where T : struct, IQmpEventData<T> => T.EventName;

    private static JsonMembers Members<T>()
        where T : struct, IQmpObject<T> => T.Members;
}
