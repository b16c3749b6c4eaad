using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Recorded;

/// <summary>Replies and events with all that a schema promises are read, and each property of VirtCore's structs gets its value from one of them.</summary>
public sealed class QmpReadingTests
{
    private const int Variants = 8;

    public static TheoryData<string> Versions => [.. RecordedQemu.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Full_replies_are_read_whole(string version)
    {
        var samples = new SchemaSamples(version);
        var fed = new HashSet<PropertyInfo>();
        var roots = new HashSet<Type>();
        foreach ((string name, Type command, Type reply, Type? read) in QmpVocabulary.Commands.Where(command => samples.Has(command.Name)))
        {
            for (int variant = 0; variant < Variants; variant++)
            {
                byte[] json = Encoding.UTF8.GetBytes(samples.Reply(name, variant)?.ToJsonString() ?? "null");
                if (reply != typeof(QmpSchema))
                    Note(Read(command, reply, json), fed, roots);
            }
        }

        AssertFed(version, fed, roots);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Full_events_are_read_whole(string version)
    {
        var samples = new SchemaSamples(version);
        var fed = new HashSet<PropertyInfo>();
        var types = new HashSet<Type>();
        var readers = typeof(QmpEvent).GetMethods().Where(method => method.Name.StartsWith("TryGet", StringComparison.Ordinal)
            && method.GetParameters() is [{ IsOut: true } only] && only.ParameterType.GetElementType()!.Name.EndsWith("Event", StringComparison.Ordinal)).ToList();
        Assert.Equal(QmpVocabulary.Events.Count(), readers.Count);
        foreach ((string name, Type type) in QmpVocabulary.Events.Where(known => samples.Has(known.Name)))
        {
            var data = new QmpEventData();
            data.Assign(name, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(samples.Data(name, 0)!.ToJsonString()));
            object occurred = new QmpEvent(data, 0);
            int understood = 0;
            foreach (MethodInfo reader in readers)
            {
                object?[] result = [null];
                if ((bool)reader.Invoke(occurred, result)!)
                {
                    Assert.Equal(type, result[0]!.GetType());
                    Note(result[0], fed, types);
                    understood++;
                }
            }

            Assert.Equal(1, understood);
        }

        AssertFed(version, fed, types);
    }

    [Fact]
    public void Replies_of_the_wrong_shape_are_protocol_errors_and_nothing_else()
    {
        string[] shapes = ["null", "1", "-1.5e300", "\"text\"", "true", "[]", "{}", "[[]]", "[1]", "[null]", "[{}]", "[\"\"]", "{\"\": {}}"];
        foreach ((string name, Type command, Type reply, Type? read) in QmpVocabulary.Commands)
        {
            foreach (string shape in shapes)
                ReadWrong(command, reply, shape);
            foreach (string member in read is null ? [] : QmpVocabulary.MembersOf(read).Entries.Select(entry => entry.Name))
            {
                foreach (string shape in shapes)
                {
                    ReadWrong(command, reply, $$"""{"{{member}}": {{shape}}}""");
                    ReadWrong(command, reply, $$"""[{"{{member}}": {{shape}}}]""");
                }
            }
        }
    }

    private static void ReadWrong(Type command, Type reply, string json)
    {
        Exception? thrown = Record.Exception(() => Read(command, reply, Encoding.UTF8.GetBytes(json)));
        Assert.True(thrown is null or QmpProtocolException or InvalidOperationException or FormatException or JsonException, $"{command.Name} of {json}: {thrown}");
    }

    private static object? Read(Type command, Type reply, byte[] json)
    {
        try
        {
            return typeof(QmpReadingTests).GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(command, reply).Invoke(null, [json]);
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }

    private static object? ReadAs<TCommand, TReply>(byte[] json)
        where TCommand : struct, IQmpCommand<TReply>, allows ref struct
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return TCommand.ReadReply(ref reader);
    }

    private static void Note(object? value, HashSet<PropertyInfo> fed, HashSet<Type> types)
    {
        if (value is System.Collections.IEnumerable list and not string)
        {
            foreach (object? element in list)
                Note(element, fed, types);
            return;
        }

        if (value is null || value.GetType().Assembly != typeof(QmpClient).Assembly || value.GetType().IsEnum || value is QomValue or QmpNothing)
            return;
        types.Add(value.GetType());
        foreach (PropertyInfo property in value.GetType().GetProperties().Where(p => p.SetMethod is not null))
        {
            object? read = property.GetValue(value);
            object? unset = property.GetValue(Activator.CreateInstance(value.GetType()));
            if (!Equals(read, unset) && read is not System.Collections.ICollection { Count: 0 })
                fed.Add(property);
            Note(read, fed, types);
        }
    }

    private static void AssertFed(string version, HashSet<PropertyInfo> fed, HashSet<Type> types)
    {
        // Older versions lack what is declared as later; the newest has everything.
        if (version == RecordedQemu.Versions[^1])
            Assert.Empty(types.SelectMany(type => type.GetProperties().Where(p => p.SetMethod is not null)).Where(p => !fed.Contains(p)).Select(p => $"{p.DeclaringType!.Name}.{p.Name}"));
    }
}
