using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

/// <summary>The commands that wait for their turn, in order; the links are in the commands. Used under the session's lock.</summary>
internal struct WaitingList
{
    private PendingCommand? _last;

    public PendingCommand? First { get; private set; }

    public void Append(PendingCommand command)
    {
        command.PreviousWaiting = _last;
        if (_last is null)
            First = command;
        else
            _last.NextWaiting = command;
        _last = command;
    }

    public void Remove(PendingCommand command)
    {
        if (command.PreviousWaiting is null)
            First = command.NextWaiting;
        else
            command.PreviousWaiting.NextWaiting = command.NextWaiting;
        if (command.NextWaiting is null)
            _last = command.PreviousWaiting;
        else
            command.NextWaiting.PreviousWaiting = command.PreviousWaiting;
        command.NextWaiting = command.PreviousWaiting = null;
    }
}
