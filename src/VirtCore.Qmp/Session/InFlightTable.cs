using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

/// <summary>The commands that QEMU has and has not answered, also those whose callers have given up.</summary>
/// <remarks>A handful, so they are searched one by one. Used under the session's lock.</remarks>
internal sealed class InFlightTable
{
    private Entry[] _entries = new Entry[8];

    public int Count { get; private set; }

    /// <summary>How many of them wait for QEMU's main loop.</summary>
    public int InBandCount { get; private set; }

    /// <summary>How many of them carried a descriptor.</summary>
    public int DescriptorCount { get; private set; }

    public void Add(PendingCommand command)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = new Entry(command.Id, command, command.OutOfBand, command.Descriptor is not null);
        Tally(_entries[Count - 1], 1);
    }

    /// <summary>Where the command of an id is, or -1.</summary>
    public int IndexOf(long id)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_entries[i].Id == id)
                return i;
        }

        return -1;
    }

    /// <summary>Takes a command out. Null when its caller has given up.</summary>
    public PendingCommand? RemoveAt(int index)
    {
        Entry entry = _entries[index];
        _entries[index] = _entries[--Count];
        _entries[Count] = default;
        Tally(entry, -1);
        return entry.Command;
    }

    /// <summary>Lets go of a command whose caller gives up. Its place stays taken until its answer comes.</summary>
    public void Abandon(PendingCommand command)
    {
        ref Entry entry = ref _entries[IndexOf(command.Id)];
        entry = entry with { Command = null };
    }

    private void Tally(in Entry entry, int by)
    {
        if (!entry.OutOfBand)
            InBandCount += by;
        if (entry.CarriesDescriptor)
            DescriptorCount += by;
    }

    private readonly record struct Entry(long Id, PendingCommand? Command, bool OutOfBand, bool CarriesDescriptor);
}
