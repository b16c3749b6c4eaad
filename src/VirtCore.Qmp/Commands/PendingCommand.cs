using System.Buffers;
using System.Runtime.InteropServices;
using VirtCore.Interop;

namespace VirtCore.Qmp.Commands;

/// <summary>One call on its way to its answer; its own deadline, and a node of the session's queue.</summary>
/// <remarks>
/// Reply, deadline, cancellation and disconnect race for it: whoever moves <see cref="State"/> to Done under the session's lock completes it.
/// It is reused after its result was taken, but only when its deadline and its cancellation can no longer call it.
/// </remarks>
internal abstract class PendingCommand : Deadline
{
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private TimeSpan _timeout;
    private bool _reusable;

    public PendingState State { get; set; }

    public PendingCommand? NextWaiting { get; set; }

    public PendingCommand? PreviousWaiting { get; set; }

    /// <summary>Its number among those in flight, from when it is sent.</summary>
    public long Id { get; set; }

    public bool OutOfBand { get; private set; }

    /// <summary>The written message but for its end (<see cref="MessageWriter.Finish"/>), in an array of the shared pool, until it is sent or dropped.</summary>
    public byte[]? Message { get; private set; }

    public int MessageLength { get; private set; }

    /// <summary>A descriptor to send, with a reference held on it until it is sent or dropped.</summary>
    public SafeHandle? Descriptor { get; private set; }

    public abstract string Name { get; }

    protected QmpSession Session { get; private set; } = null!;

    /// <summary>Completes with the reply. Called once, by whoever settled it.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="isChecked">Whether it is known to be JSON.</param>
    /// <returns>False where it turned out not to be JSON; the command is then still to be failed.</returns>
    public abstract bool TryComplete(ReadOnlySpan<byte> reply, bool isChecked);

    /// <summary>Completes with an exception. Called once, by whoever settled it.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Ends the deadline's and the cancellation's hold, after <see cref="State"/> was set to Done by a reply, a disconnect or a failure to send.</summary>
    public void Settle() => _reusable = DisarmDeadline() & EndCancellation();

    /// <summary>Hands the message, with its id now, and the descriptor's reference over to the sender.</summary>
    public (byte[] Message, int Length, SafeHandle? Descriptor) TakeMessage()
    {
        (byte[], int, SafeHandle?) taken = (Message!, MessageWriter.Finish(Message!, MessageLength, Id), Descriptor);
        Message = null;
        Descriptor = null;
        return taken;
    }

    /// <summary>Drops what was not sent.</summary>
    public void DropMessage()
    {
        if (Message is not null)
            ArrayPool<byte>.Shared.Return(Message);
        Descriptor?.DangerousRelease();
        Message = null;
        Descriptor = null;
    }

    protected void Prepare(QmpSession session, bool outOfBand)
    {
        Session = session;
        State = PendingState.Created;
        OutOfBand = outOfBand && session.OutOfBandEnabled;
        _reusable = false;
        _cancellation = default;
        _token = default;
        _timeout = Timeout.InfiniteTimeSpan;
    }

    protected void SetMessage(byte[] message, int length, SafeHandle? descriptor)
    {
        bool referenced = false;
        descriptor?.DangerousAddRef(ref referenced);
        Message = message;
        MessageLength = length;
        Descriptor = descriptor;
    }

    /// <summary>Arms the deadline and the cancellation, then submits.</summary>
    protected void Begin(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            State = PendingState.Done;
            _reusable = true;
            DropMessage();
            Fail(new OperationCanceledException(cancellationToken));
            return;
        }

        _timeout = timeout;
        _token = cancellationToken;
        if (timeout != Timeout.InfiniteTimeSpan)
            Session.Loop.Arm(this, timeout);
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static state => ((PendingCommand)state!).OnCancelled(), this);
        if (Session.Submit(this))
            return;
        // It was given up before it was handed over: what was armed meanwhile is ended here, and the object is left to the collector.
        DropMessage();
        Session.Loop.Disarm(this);
        _cancellation.Unregister();
    }

    /// <summary>Whether the object may serve another call, after its result was taken.</summary>
    protected bool TryReset()
    {
        if (!_reusable)
            return false;
        Session = null!;
        _cancellation = default;
        _token = default;
        return true;
    }

    /// <inheritdoc/>
    protected internal override void OnExpired()
    {
        PendingState? was = Session.TryAbandon(this);
        if (was is null)
            return;
        _reusable = was != PendingState.Created && EndCancellation();
        string what = was == PendingState.InFlight
            ? $"{Name} had no answer within {Seconds()}. QEMU may be stopped or its main loop blocked; whether it carries the command out is unknown, " +
              "and its answer will be absorbed. Ask for the state again, allow more time, or destroy the machine."
            : $"{Name} was not sent within {Seconds()}: the commands before it have no answers. QEMU may be stopped or its main loop blocked. " +
              "Try again, allow more time, or destroy the machine.";
        Fail(new TimeoutException(what));
    }

    private void OnCancelled()
    {
        PendingState? was = Session.TryAbandon(this);
        if (was is null)
            return;
        _reusable = was != PendingState.Created && DisarmDeadline();
        Fail(new OperationCanceledException(_token));
    }

    private bool DisarmDeadline() => _timeout == Timeout.InfiniteTimeSpan || Session.Loop.Disarm(this);

    private bool EndCancellation() => !_token.CanBeCanceled || _cancellation.Unregister();

    private string Seconds() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_timeout.TotalSeconds:0.###} s");
}
