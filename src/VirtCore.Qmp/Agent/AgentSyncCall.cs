namespace VirtCore.Qmp;

/// <summary>A guest-sync or guest-sync-delimited: the answer is the one with its number; what comes before belongs to calls that were given up.</summary>
internal sealed class AgentSyncCall : AgentCall
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _number;
    private readonly bool _delimited;

    /// <param name="name">The command that is waited for; with guest-sync, one that is not answered when it succeeds.</param>
    /// <param name="number">The number that comes back.</param>
    /// <param name="delimited">Whether a 0xFF byte comes before the answer; if not, an error before it is the command's.</param>
    public AgentSyncCall(string name, long number, bool delimited)
        : base(name)
    {
        _number = number;
        _delimited = delimited;
        WaitsForDelimiter = delimited;
    }

    public Task Answer => _answer.Task;

    public override bool OnMessage(in QmpMessage message)
    {
        if (message.Kind == QmpMessageKind.Return && TryReadInt64(message.Body, out long number) && number == _number)
        {
            Answered = true;
            _answer.TrySetResult();
            return true;
        }

        // The next answer to a sync begins with the delimiter again. An error here leaves the answer to the sync still to come.
        WaitsForDelimiter = _delimited;
        if (!_delimited && message.Kind == QmpMessageKind.Error)
        {
            _answer.TrySetException(Refusal(message.Body));
            return true;
        }

        return false;
    }

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
