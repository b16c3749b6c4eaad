using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A command of QEMU's monitor protocol: its name, how its arguments are written, how its reply is read.</summary>
/// <remarks>
/// Implemented by structs, also ref structs, so that a call allocates nothing. Names, arguments and replies are those of the
/// <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QEMU QMP reference</see>.
/// </remarks>
/// <typeparam name="TReply">What the reply is read into; <see cref="QmpNothing"/> where QEMU answers an empty object.</typeparam>
public interface IQmpCommand<out TReply>
{
    /// <summary>The command's name in UTF-8: <c>"query-status"u8</c>.</summary>
    static abstract ReadOnlySpan<byte> Name { get; }

    /// <summary>How long the command may take unless the caller says otherwise.</summary>
    static virtual QmpCallClass CallClass => QmpCallClass.Query;

    /// <summary>Whether the command runs out-of-band where the session has that: it then overtakes the commands that wait for QEMU's main loop.</summary>
    /// <remarks>Only a few commands of QEMU allow it: migrate-recover, migrate-pause, yank, query-yank, exec-oob's own tests.</remarks>
    static virtual bool OutOfBand => false;

    /// <summary>Writes the members of the <c>arguments</c> object; its braces are there already. Called once, on the caller's thread, before the call returns.</summary>
    void WriteArguments(Utf8JsonWriter writer);

    /// <summary>Reads the value of <c>return</c>. The reader stands on the value's first token.</summary>
    /// <remarks>
    /// Called on the event loop's thread: it must not block. What it leaves unread is skipped. An exception fails this command alone,
    /// as <see cref="QmpProtocolException"/>.
    /// </remarks>
    static abstract TReply ReadReply(ref Utf8JsonReader reader);
}
