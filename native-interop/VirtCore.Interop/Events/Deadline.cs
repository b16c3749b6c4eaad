namespace VirtCore.Interop;

/// <summary>Something that happens unless it is disarmed in time. A node of the <see cref="TimerWheel"/>, so arming allocates nothing.</summary>
internal abstract class Deadline
{
    internal Deadline? Previous;
    internal Deadline? Next;
    internal long DueTick;
    internal int Slot = TimerWheel.NotArmed;

    /// <summary>Called once on the loop's thread, outside the wheel's lock. Must not block and must not throw.</summary>
    protected internal abstract void OnExpired();
}
