using System.Text.Json;
using VirtCore.Qmp;

namespace VirtCore.Fuzz;

/// <summary>The schema: the first line is a question (a name, a path and a value), the rest is the answer to query-qmp-schema.</summary>
internal sealed class QmpSchemaTarget : FuzzTarget
{
    public override string Name => "qmp-schema";

    public override string Summary => "any schema: read or refused, and every question about it answered";

    public override IEnumerable<string> Words =>
    [
        "\"name\": \"", "\"meta-type\": \"", "\"command\"", "\"event\"", "\"object\"", "\"array\"", "\"alternate\"", "\"enum\"", "\"builtin\"", "\"arg-type\": \"", "\"ret-type\": \"",
        "\"element-type\": \"", "\"members\": [", "\"values\": [", "\"variants\": [", "\"case\": \"", "\"type\": \"", "\"allow-oob\": true", "\"0\"", "\"1\"", "\"2\"", "\"9999\"", "+", ".", "[]",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        TextInput text = new(input);
        QmpSchema schema;
        try
        {
            Utf8JsonReader reader = new(text.Body, JsonLimits.Reader);
            reader.Read();
            schema = SchemaReader.Read(ref reader);
        }
        catch (Exception exception) when (Finding.IsRefusal(exception))
        {
            return;
        }

        if (text.Words is [{ Length: > 0 } name, { Length: > 0 } path, { Length: > 0 } value, ..])
            Ask(schema, name, path, value);
    }

    private static void Ask(QmpSchema schema, string name, string path, string value)
    {
        Finding.Unless(!schema.HasArgument(name, path) || schema.HasCommand(name), "an argument of a command that is none");
        Finding.Unless(!schema.HasReturnMember(name, path) || schema.HasCommand(name), "a reply of a command that is none");
        Finding.Unless(!schema.AllowsOutOfBand(name) || schema.HasCommand(name), "out-of-band, and no command");
        Finding.Unless(!schema.HasEventMember(name, path) || schema.HasEvent(name), "a member of an event that is none");
        Finding.Unless(!(schema.HasCommand(name) && schema.HasEvent(name)), "a command that is an event");
        Finding.Unless(!schema.HasArgumentValue(name, path, value) || schema.HasArgument(name, path), "a value of an argument that is none");
        Finding.Unless(!schema.HasReturnValue(name, path, value) || schema.HasReturnMember(name, path), "a value of a member that is none");
        Finding.Unless(!schema.HasEventValue(name, path, value) || schema.HasEventMember(name, path), "a value of an event's member that is none");
    }
}
