using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace VirtCore.Qmp.Commands;

/// <summary>A call of a typed command. The command itself is written at once and not kept.</summary>
internal sealed class TypedCommand<TCommand, TReply> : PendingCommand<TReply>
    where TCommand : struct, IQmpCommand<TReply>, allows ref struct
{
    private static readonly CommandPool<TypedCommand<TCommand, TReply>> s_pool = new();

    public override string Name => Encoding.UTF8.GetString(TCommand.Name);

    public static TypedCommand<TCommand, TReply> Create(in TCommand command, QmpSession session, SafeHandle? descriptor)
    {
        TypedCommand<TCommand, TReply> pending = s_pool.TryTake() ?? new TypedCommand<TCommand, TReply>();
        pending.Prepare(session, TCommand.OutOfBand);
        MessageWriter writer = MessageWriter.Rent();
        try
        {
            command.WriteArguments(writer.Begin(TCommand.Name, pending.OutOfBand));
            byte[] message = writer.End(out int length);
            pending.SetMessage(message, length, descriptor);
        }
        finally
        {
            writer.Return();
        }

        return pending;
    }

    protected override TReply Read(ref Utf8JsonReader reader) => TCommand.ReadReply(ref reader);

    protected override void Reuse() => s_pool.Put(this);
}
