using System.Text.Json;
using VirtCore.Interop;
using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

internal sealed partial class QmpSession
{
    private readonly TaskCompletionSource<QmpGreeting> _greeting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for the greeting and negotiates the capabilities, all within one deadline. The session is closed if that fails.</summary>
    public async Task<QmpGreeting> HandshakeAsync(CancellationToken cancellationToken)
    {
        var deadline = new HandshakeDeadline(this);
        try
        {
            QmpGreeting greeting;
            using (cancellationToken.UnsafeRegister(static session => ((QmpSession)session!).GiveUp(), this))
            {
                if (Options.HandshakeTimeout != Timeout.InfiniteTimeSpan)
                    Loop.Arm(deadline, Options.HandshakeTimeout);
                greeting = await _greeting.Task.ConfigureAwait(false);
                var command = new NegotiateCapabilities(greeting.OffersOutOfBand && Options.OutOfBand);
                await TypedCommand<NegotiateCapabilities, QmpNothing>.Create(in command, this, descriptor: null)
                    .StartWithoutReply(Timeout.InfiniteTimeSpan, CancellationToken.None).ConfigureAwait(false);
            }

            OutOfBandEnabled = greeting.OffersOutOfBand && Options.OutOfBand;
            if (_end is { Cause: QmpDisconnectCause.HandshakeTimeout or QmpDisconnectCause.Disposed })
                throw new QmpDisconnectedException(_end);
            return greeting;
        }
        catch (Exception exception)
        {
            GiveUp();
            cancellationToken.ThrowIfCancellationRequested();
            if (exception is QmpDisconnectedException { Disconnect.Cause: QmpDisconnectCause.HandshakeTimeout } late)
                throw new TimeoutException(late.Disconnect.Message, exception);
            throw;
        }
        finally
        {
            Loop.Disarm(deadline);
        }
    }

    private void GiveUp() => Close(new QmpDisconnect(QmpDisconnectCause.Disposed, "connecting to QEMU's monitor was given up"));

    private void OnGreeting(ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            if (_state != SessionState.Greeting)
                throw new QmpProtocolException("there was a second greeting");
            _state = SessionState.Running;
        }

        var reader = new Utf8JsonReader(body, JsonLimits.Reader);
        reader.Read();
        QmpVersion? version = null;
        bool outOfBand = false;
        JsonShape.RequireObject(ref reader);
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("version"u8))
            {
                reader.Read();
                version = VersionInfo.ReadVersion(ref reader);
            }
            else if (reader.ValueTextEquals("capabilities"u8))
            {
                reader.Read();
                JsonShape.RequireArray(ref reader);
                while (JsonShape.NextElement(ref reader))
                {
                    outOfBand |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("oob"u8);
                    reader.Skip();
                }
            }
            else
            {
                reader.Skip();
            }
        }

        _greeting.TrySetResult(new QmpGreeting(version ?? throw new QmpProtocolException("the greeting has no version"), outOfBand));
    }

    private sealed class HandshakeDeadline(QmpSession session) : Deadline
    {
        protected internal override void OnExpired()
        {
            string seconds = string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{session.Options.HandshakeTimeout.TotalSeconds:0.###} s");
            string message = session._greeting.Task.IsCompleted
                ? $"QEMU greeted, but did not answer qmp_capabilities within {seconds}. It answers after it has built the machine: " +
                  "it may be stopped, waiting for storage, or for a migration that its command line asked for."
                : $"QEMU did not greet within {seconds}. It may be stopped, not yet started, or serving another client: a monitor serves one at a time.";
            session.Close(new QmpDisconnect(QmpDisconnectCause.HandshakeTimeout, message));
        }
    }
}
