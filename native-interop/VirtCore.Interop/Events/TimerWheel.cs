namespace VirtCore.Interop;

/// <summary>Deadlines in a hashed wheel of <see cref="SlotCount"/> slots of <see cref="TickMilliseconds"/> ms each.</summary>
/// <remarks>
/// Arming and disarming are O(1). A deadline further away than one turn stays in its slot until its turn has come. The planned wake-up
/// is only ever brought forward by arming, not put off by disarming: a client that arms and disarms a deadline for every command then
/// wakes the loop once a time-out instead of twice a command.
/// </remarks>
internal sealed class TimerWheel(TimeProvider time)
{
    public const int NotArmed = -1;
    public const int TickMilliseconds = 4;
    private const int SlotCount = 4096;
    private const int SlotMask = SlotCount - 1;

    private readonly Lock _lock = new();
    private readonly Deadline?[] _slots = new Deadline?[SlotCount];
    private readonly long _start = time.GetTimestamp();
    private long _firedTick;
    private long _plannedTick = long.MaxValue;
    private int _armed;

    /// <summary>Arms a deadline, or moves an armed one. True when the loop sleeps past it and must be woken.</summary>
    public bool Arm(Deadline deadline, TimeSpan after)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        // Rounded up, and one tick more for the part of the current tick that has gone: a deadline never fires early.
        long ticks = Math.Min((long)Math.Ceiling(after.TotalMilliseconds / TickMilliseconds), int.MaxValue) + 1;
        lock (_lock)
        {
            if (deadline.Slot != NotArmed)
                UnlinkUnsynchronized(deadline);
            deadline.DueTick = CurrentTick() + ticks;
            LinkUnsynchronized(deadline);
            if (deadline.DueTick >= _plannedTick)
                return false;
            _plannedTick = deadline.DueTick;
            return true;
        }
    }

    public bool Disarm(Deadline deadline)
    {
        lock (_lock)
        {
            if (deadline.Slot == NotArmed)
                return false;
            UnlinkUnsynchronized(deadline);
            return true;
        }
    }

    /// <summary>How long the loop may sleep, for epoll_wait: -1 for ever.</summary>
    public int NextTimeoutMilliseconds()
    {
        lock (_lock)
        {
            if (_plannedTick == long.MaxValue)
                return -1;
            long milliseconds = (_plannedTick * TickMilliseconds) - ElapsedMilliseconds();
            return (int)Math.Clamp(milliseconds, 0, int.MaxValue);
        }
    }

    /// <summary>Fires what is due and plans the next wake-up. Called by the loop's thread alone.</summary>
    public void FireExpired()
    {
        while (TakeExpired() is { } deadline)
            deadline.OnExpired();
    }

    private Deadline? TakeExpired()
    {
        lock (_lock)
        {
            long now = CurrentTick();
            if (now < _plannedTick)
                return null;

            long from = Math.Max(_firedTick, now - SlotCount);
            for (long tick = from; tick <= now; tick++)
            {
                for (Deadline? node = _slots[tick & SlotMask]; node is not null; node = node.Next)
                {
                    if (node.DueTick > now)
                        continue;
                    UnlinkUnsynchronized(node);
                    return node;
                }

                _firedTick = tick;
            }

            PlanUnsynchronized(now);
            return null;
        }
    }

    // Walks one turn for the earliest deadline. What is more than a turn away is looked at again when the turn is over.
    private void PlanUnsynchronized(long now)
    {
        _plannedTick = long.MaxValue;
        if (_armed == 0)
            return;
        _plannedTick = now + SlotCount;
        for (long tick = now + 1; tick < now + SlotCount; tick++)
        {
            for (Deadline? node = _slots[tick & SlotMask]; node is not null; node = node.Next)
            {
                if (node.DueTick == tick)
                {
                    _plannedTick = tick;
                    return;
                }
            }
        }
    }

    private void LinkUnsynchronized(Deadline deadline)
    {
        int slot = (int)(deadline.DueTick & SlotMask);
        deadline.Slot = slot;
        deadline.Previous = null;
        deadline.Next = _slots[slot];
        if (deadline.Next is not null)
            deadline.Next.Previous = deadline;
        _slots[slot] = deadline;
        _armed++;
    }

    private void UnlinkUnsynchronized(Deadline deadline)
    {
        if (deadline.Previous is null)
            _slots[deadline.Slot] = deadline.Next;
        else
            deadline.Previous.Next = deadline.Next;
        if (deadline.Next is not null)
            deadline.Next.Previous = deadline.Previous;
        deadline.Previous = deadline.Next = null;
        deadline.Slot = NotArmed;
        _armed--;
    }

    private long CurrentTick() => ElapsedMilliseconds() / TickMilliseconds;

    private long ElapsedMilliseconds() => (long)time.GetElapsedTime(_start).TotalMilliseconds;
}
