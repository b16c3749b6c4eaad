namespace VirtCore.Qmp;

/// <summary>QEMU refused a command. The session goes on.</summary>
public sealed class QmpCommandException : QmpException
{
    /// <summary>Describes a refusal.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="errorClass">QEMU's error class, nearly always <c>GenericError</c>.</param>
    /// <param name="description">QEMU's words.</param>
    public QmpCommandException(string command, string errorClass, string description)
        : base($"{(command.StartsWith("guest-", StringComparison.Ordinal) ? "The guest agent" : "QEMU")} refused {command}: {description} ({errorClass})")
    {
        Command = command;
        Class = errorClass;
        Description = description;
    }

    /// <summary>The command's name.</summary>
    public string Command { get; }

    /// <summary>QEMU's error class: <c>GenericError</c>, <c>CommandNotFound</c>, <c>DeviceNotFound</c>, <c>DeviceNotActive</c>, <c>KVMMissingCap</c>.</summary>
    public string Class { get; }

    /// <summary>QEMU's words, for people: they change between versions.</summary>
    public string Description { get; }
}
