using Tmds.DBus.Protocol;

namespace VirtCore.Host;

/// <summary>The calls of systemd's bus that are used, and how their answers are read.</summary>
internal static class SystemdCalls
{
    public static MessageBuffer StartTransientUnit(SystemdConnection connection, string unit, UnitProperties properties, IReadOnlyList<string> slices)
    {
        MessageWriter writer = connection.CallOf("StartTransientUnit", "ssa(sv)a(sa(sv))");
        try
        {
            writer.WriteString(unit);
            writer.WriteString("fail"); // and never "replace": what is there was somebody's wish
            properties.Write(ref writer);
            ArrayStart others = writer.WriteArrayStart(DBusType.Struct);
            foreach (string slice in slices)
            {
                writer.WriteStructureStart();
                writer.WriteString(slice);
                UnitProperties.OfImplicitSlice().Write(ref writer);
            }

            writer.WriteArrayEnd(others);
            return writer.CreateMessage();
        }
        finally
        {
            writer.Dispose();
        }
    }

    public static MessageBuffer SetUnitProperties(SystemdConnection connection, string unit, UnitProperties properties)
    {
        MessageWriter writer = connection.CallOf("SetUnitProperties", "sba(sv)");
        try
        {
            writer.WriteString(unit);
            writer.WriteBool(true); // until the next boot, as the unit itself
            properties.Write(ref writer);
            return writer.CreateMessage();
        }
        finally
        {
            writer.Dispose();
        }
    }

    public static MessageBuffer StopUnit(SystemdConnection connection, string unit) => Strings(connection, "StopUnit", unit, "replace");

    public static MessageBuffer ResetFailedUnit(SystemdConnection connection, string unit) => Strings(connection, "ResetFailedUnit", unit);

    public static MessageBuffer GetUnit(SystemdConnection connection, string unit) => Strings(connection, "GetUnit", unit);

    public static MessageBuffer AbandonScope(SystemdConnection connection, string unit) => Strings(connection, "AbandonScope", unit);

    public static MessageBuffer KillUnit(SystemdConnection connection, string unit, int signal)
    {
        using MessageWriter writer = connection.CallOf("KillUnit", "ssi");
        writer.WriteString(unit);
        writer.WriteString("all");
        writer.WriteInt32(signal);
        return writer.CreateMessage();
    }

    public static MessageBuffer CancelJob(SystemdConnection connection, uint id)
    {
        using MessageWriter writer = connection.CallOf("CancelJob", "u");
        writer.WriteUInt32(id);
        return writer.CreateMessage();
    }

    public static MessageBuffer Get(SystemdConnection connection, string path, string @interface, string property)
    {
        using MessageWriter writer = connection.CallOf("Get", "ss", path, "org.freedesktop.DBus.Properties");
        writer.WriteString(@interface);
        writer.WriteString(property);
        return writer.CreateMessage();
    }

    public static bool ReadNothing(Message message, object? state) => true;

    public static string ReadPath(Message message, object? state) => message.GetBodyReader().ReadObjectPathAsString();

    public static string ReadString(Message message, object? state) => message.GetBodyReader().ReadVariantValue().GetString();

    /// <summary>A unit's <c>Job</c>, a number and a path; the number is 0 when there is none.</summary>
    public static string? ReadJob(Message message, object? state)
    {
        VariantValue job = message.GetBodyReader().ReadVariantValue();
        return job.GetItem(0).GetUInt32() == 0 ? null : job.GetItem(1).GetObjectPathAsString();
    }

    private static MessageBuffer Strings(SystemdConnection connection, string member, params ReadOnlySpan<string> arguments)
    {
        MessageWriter writer = connection.CallOf(member, new string('s', arguments.Length));
        try
        {
            foreach (string argument in arguments)
                writer.WriteString(argument);
            return writer.CreateMessage();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
