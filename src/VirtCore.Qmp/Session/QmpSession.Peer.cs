using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Qmp;

internal sealed partial class QmpSession
{
    // A dying process closes its sockets before its pidfd says so. A peer that hangs up and lives on costs this much.
    private static readonly TimeSpan s_dying = TimeSpan.FromMilliseconds(250);

    private EventRegistration? _peer;
    private PeerGrace? _grace;

    // The loop thread's own.
    private bool _peerIsDead;

    private void EndPeerWatch()
    {
        _peer?.Dispose();
        if (_grace is not null)
            Loop.Disarm(_grace);
    }

    // What it sent before it died is read first. Called on the loop's thread.
    private void OnPeerDied()
    {
        lock (_gate)
            _peer!.Dispose();
        _peerIsDead = true;
        if (_grace is not null)
            Close(PeerDeath(_grace.End.Message));
        else
            OnEvents(0);
    }

    // The connection has ended. Whether by the peer's death is known in a moment, where there is a pidfd.
    private void CloseAtEnd(QmpDisconnect end)
    {
        if (_peerIsDead)
        {
            Close(PeerDeath(end.Message));
        }
        else if (Options.PeerProcess is null)
        {
            Close(end);
        }
        else if (_grace is null)
        {
            // An ended connection is always ready, so the loop must not look at it meanwhile.
            lock (_gate)
                _registration!.Dispose();
            _grace = new PeerGrace(this, end);
            Loop.Arm(_grace, s_dying);
        }
    }

    private static QmpDisconnect PeerDeath(string what) => new(QmpDisconnectCause.PeerDied, $"{what}; the process of its pidfd is dead");

    private sealed class PeerWatch(QmpSession session) : IEventHandler
    {
        public void OnEvents(uint events) => session.OnPeerDied();
    }

    private sealed class PeerGrace(QmpSession session, QmpDisconnect end) : Deadline
    {
        public QmpDisconnect End => end;

        protected internal override void OnExpired() => session.Close(end);
    }
}
