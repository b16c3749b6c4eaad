using Tmds.DBus.Protocol;

namespace VirtCore.Tests.Systemd;

/// <summary>A call that the scripted systemd has received and not answered.</summary>
internal sealed class FakeCall
{
    private readonly MethodContext _context;

    public FakeCall(MethodContext context)
    {
        _context = context;
        context.DisposesAsynchronously = true;
        Member = context.Request.MemberAsString!;
        Path = context.Request.PathAsString!;
        Reader reader = context.Request.GetBodyReader();
        string signature = context.Request.SignatureAsString ?? "";
        foreach (char type in signature.TakeWhile(static type => type is 's' or 'u' or 'i' or 'b'))
            Arguments.Add(type switch { 's' => reader.ReadString(), 'u' => reader.ReadUInt32(), 'i' => reader.ReadInt32(), _ => reader.ReadBool() });
        if (signature.Contains("a(sv)", StringComparison.Ordinal))
            Properties = ReadProperties(ref reader);
        if (signature.EndsWith("a(sa(sv))", StringComparison.Ordinal))
            ReadOthers(ref reader);
    }

    public string Member { get; }

    public string Path { get; }

    public List<object> Arguments { get; } = [];

    public Dictionary<string, VariantValue> Properties { get; } = [];

    /// <summary>The units that come with it.</summary>
    public Dictionary<string, Dictionary<string, VariantValue>> Others { get; } = [];

    public void Reply()
    {
        using MessageWriter writer = _context.CreateReplyWriter(null);
        Send(writer.CreateMessage());
    }

    public void ReplyPath(string path)
    {
        using MessageWriter writer = _context.CreateReplyWriter("o");
        writer.WriteObjectPath(path);
        Send(writer.CreateMessage());
    }

    public void ReplyString(string value)
    {
        using MessageWriter writer = _context.CreateReplyWriter("s");
        writer.WriteString(value);
        Send(writer.CreateMessage());
    }

    public void ReplyValue(VariantValue value)
    {
        using MessageWriter writer = _context.CreateReplyWriter("v");
        writer.WriteVariant(value);
        Send(writer.CreateMessage());
    }

    public void Refuse(string error, string message = "No.")
    {
        _context.ReplyError(error, message);
        _context.Dispose();
    }

    private void Send(MessageBuffer message)
    {
        _context.Reply(message);
        _context.Dispose();
    }

    private void ReadOthers(ref Reader reader)
    {
        ArrayEnd end = reader.ReadArrayStart(DBusType.Struct);
        while (reader.HasNext(end))
        {
            reader.AlignStruct();
            Others.Add(reader.ReadString(), ReadProperties(ref reader));
        }
    }

    private static Dictionary<string, VariantValue> ReadProperties(ref Reader reader)
    {
        Dictionary<string, VariantValue> properties = [];
        ArrayEnd end = reader.ReadArrayStart(DBusType.Struct);
        while (reader.HasNext(end))
        {
            reader.AlignStruct();
            properties.Add(reader.ReadString(), reader.ReadVariantValue());
        }

        return properties;
    }
}
