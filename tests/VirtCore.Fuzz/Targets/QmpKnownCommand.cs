using System.Reflection;
using System.Text;
using System.Text.Json;
using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>A typed command: found by reflection, so that each new one is fuzzed at once.</summary>
internal abstract class QmpKnownCommand
{
    private static readonly Lazy<Dictionary<string, QmpKnownCommand>> s_all = new(static () => Collect().ToDictionary(static command => command.Name));

    public static IReadOnlyDictionary<string, QmpKnownCommand> All => s_all.Value;

    public abstract string Name { get; }

    /// <summary>Whether it is sent without arguments, so that a client can ask it out of the blue.</summary>
    public abstract bool IsPlain { get; }

    /// <summary>Reads a reply as the session does.</summary>
    public abstract void ReadReply(ReadOnlySpan<byte> json);

    /// <summary>Sends it. What is returned waits for the outcome, and until then nobody does: what completes it has no continuation to start.</summary>
    public abstract Func<Task> Send(QmpClient client);

    private static IEnumerable<QmpKnownCommand> Collect()
    {
        foreach (Type type in typeof(QmpClient).Assembly.GetTypes().Where(static type => type.IsValueType))
        {
            Type? asked = Array.Find(type.GetInterfaces(), static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQmpCommand<>));
            if (asked is not null)
                yield return (QmpKnownCommand)Activator.CreateInstance(typeof(Of<,>).MakeGenericType(type, asked.GetGenericArguments()[0]))!;
        }
    }

    private sealed class Of<TCommand, TReply> : QmpKnownCommand
        where TCommand : struct, IQmpCommand<TReply>, allows ref struct
    {
        public override string Name { get; } = Encoding.UTF8.GetString(TCommand.Name);

        public override bool IsPlain { get; } = typeof(TCommand).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0;

        public override void ReadReply(ReadOnlySpan<byte> json)
        {
            Utf8JsonReader reader = new(json, JsonLimits.Reader);
            reader.Read();
            TCommand.ReadReply(ref reader);
            JsonShape.ReadToEnd(ref reader);
        }

        public override Func<Task> Send(QmpClient client)
        {
            ValueTask<TReply> sent = client.ExecuteAsync<TCommand, TReply>(default);
            return async () => await sent;
        }
    }
}
