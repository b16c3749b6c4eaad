using System.Text;
using System.Text.Json;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

internal sealed partial class QmpSession
{
    // QEMU's monitor reads one byte a turn of its main loop, so each byte of a command costs microseconds and ids are short: they go round, passing over those in
    // flight. The first one is random and long. A command that the monitor's previous client left running answers to the next client, but QEMU executes one
    // command at a time, so that happens before the answer to qmp_capabilities.
    private const int FewestIds = 100;
    private const long FirstHandshakeId = 1L << 40;

    private readonly long _handshakeId = Random.Shared.NextInt64(FirstHandshakeId, 1L << 53);
    private readonly InFlightTable _inFlight = new();
    private WaitingList _waiting;
    private long _lastId = -1;
    private long _strangers;
    private bool _negotiated;

    /// <summary>How many replies came to commands of another session.</summary>
    public long StrayReplies => Volatile.Read(ref _strangers);

    private int MaxInBand => OutOfBandEnabled ? Math.Min(Options.MaxInFlight, MaxInFlightBesideOutOfBand) : Options.MaxInFlight;

    /// <summary>Sends a command, or has it wait for its turn. False when it was given up before.</summary>
    public bool Submit(PendingCommand command)
    {
        Exception? failure = null;
        lock (_gate)
        {
            if (command.State == PendingState.Done)
                return false;
            if (_state == SessionState.Disconnected)
            {
                command.State = PendingState.Done;
                command.DropMessage();
                failure = new QmpDisconnectedException(_end!, command.Name);
            }
            else if (command.OutOfBand || (_waiting.First is null && IsTurnOfUnsynchronized(command)))
            {
                failure = SendUnsynchronized(command);
            }
            else
            {
                command.State = PendingState.Waiting;
                _waiting.Append(command);
            }
        }

        if (failure is not null)
        {
            command.Settle();
            command.Fail(failure);
        }

        return true;
    }

    /// <summary>Takes a command from its session, for its deadline or its cancellation. Null when it is settled already; else where it was.</summary>
    public PendingState? TryAbandon(PendingCommand command)
    {
        lock (_gate)
        {
            PendingState was = command.State;
            switch (was)
            {
                case PendingState.Done:
                    return null;
                case PendingState.Waiting:
                    _waiting.Remove(command);
                    command.DropMessage();
                    break;
                case PendingState.InFlight:
                    _inFlight.Abandon(command);
                    break;
            }

            command.State = PendingState.Done;
            return was;
        }
    }

    private void OnReply(in QmpMessage reply)
    {
        PendingCommand? command;
        List<(PendingCommand, Exception)>? unsendable = null;
        lock (_gate)
        {
            if (_state == SessionState.Disconnected)
                return;
            if (reply.HasId && !IsOursUnsynchronized(reply.Id))
            {
                _strangers++;
                return;
            }

            command = _inFlight.RemoveAt(FindUnsynchronized(in reply));
            _negotiated = true;
            if (command is not null)
                command.State = PendingState.Done;
            SendWaitingUnsynchronized(ref unsendable);
        }

        bool isJson = true;
        if (command is null)
        {
            isJson = reply.IsChecked || JsonShape.IsJson(reply.Body);
        }
        else
        {
            command.Settle();
            if (reply.Kind == QmpMessageKind.Return)
                isJson = command.TryComplete(reply.Body, reply.IsChecked);
            else
                command.Fail(ReadError(command.Name, reply.Body));
        }

        FailUnsendable(unsendable);
        if (isJson)
            return;
        FailProtocol(new QmpProtocolException("a reply is not JSON"));
        command?.Fail(new QmpDisconnectedException(_end!, command.Name));
    }

    private bool IsOursUnsynchronized(long id) => _negotiated ? id is >= 0 and < FirstHandshakeId : id == _handshakeId;

    private long NextIdUnsynchronized()
    {
        if (!_negotiated)
            return _handshakeId;
        int ids = Math.Max(FewestIds, 2 * (_inFlight.Count + 1));
        do
            _lastId = (_lastId + 1) % ids;
        while (_inFlight.IndexOf(_lastId) >= 0);
        return _lastId;
    }

    // QEMU answers without an id what it could not parse.
    private int FindUnsynchronized(in QmpMessage reply)
    {
        if (!reply.HasId)
        {
            return _inFlight.Count == 1
                ? 0
                : throw new QmpProtocolException($"a reply has no id, and {_inFlight.Count} commands wait for one: {Encoding.UTF8.GetString(reply.Body)}");
        }

        int index = _inFlight.IndexOf(reply.Id);
        return index >= 0 ? index : throw new QmpProtocolException($"a reply has the id {reply.Id}, for which no command waits");
    }

    private bool IsTurnOfUnsynchronized(PendingCommand command) =>
        _inFlight.InBandCount < MaxInBand && (command.Descriptor is null || _inFlight.DescriptorCount == 0);

    private void SendWaitingUnsynchronized(ref List<(PendingCommand, Exception)>? unsendable)
    {
        while (_waiting.First is { } next && IsTurnOfUnsynchronized(next))
        {
            _waiting.Remove(next);
            if (SendUnsynchronized(next) is { } failure)
                (unsendable ??= []).Add((next, failure));
        }
    }

    private void CollectUnsynchronized(List<PendingCommand> unanswered)
    {
        while (_inFlight.Count > 0)
        {
            if (_inFlight.RemoveAt(0) is { } command)
                unanswered.Add(command);
        }

        while (_waiting.First is { } waiting)
        {
            _waiting.Remove(waiting);
            waiting.DropMessage();
            unanswered.Add(waiting);
        }

        foreach (PendingCommand command in unanswered)
            command.State = PendingState.Done;
        DropOutgoingUnsynchronized();
    }

    /// <summary>What a command fails with that was refused. It is made whatever the refusal looks like: the command waits for nothing else.</summary>
    internal static QmpException ReadError(string command, ReadOnlySpan<byte> body)
    {
        string errorClass = "";
        string description = "";
        var reader = new Utf8JsonReader(body, JsonLimits.Reader);
        try
        {
            reader.Read();
            while (reader.TokenType != JsonTokenType.None && JsonShape.NextMember(ref reader))
            {
                bool isClass = reader.ValueTextEquals("class"u8);
                bool isDescription = reader.ValueTextEquals("desc"u8);
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && isClass)
                    errorClass = reader.GetString()!;
                else if (reader.TokenType == JsonTokenType.String && isDescription)
                    description = reader.GetString()!;
                else
                    reader.Skip();
            }
        }
        catch (InvalidOperationException exception)
        {
            // JSON may escape half a surrogate pair, which is no text.
            return new QmpProtocolException($"The refusal of {command} could not be read: {exception.Message}", exception);
        }

        return new QmpCommandException(command, errorClass, description);
    }
}
