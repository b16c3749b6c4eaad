using Tmds.DBus.Protocol;

namespace VirtCore.Host;

/// <summary>A unit's properties as systemd's bus takes them: <c>a(sv)</c>.</summary>
internal sealed class UnitProperties
{
    private const ulong MicrosecondsPerTick = TimeSpan.TicksPerMicrosecond;

    private readonly List<(string Name, VariantValue Value)> _properties;
    private readonly IReadOnlyList<Pidfd> _processes;

    private UnitProperties()
        : this([], [])
    {
    }

    private UnitProperties(IEnumerable<(string Name, VariantValue Value)> properties, IReadOnlyList<Pidfd> processes)
    {
        _properties = [.. properties];
        _processes = processes;
    }

    public static UnitProperties Of(ScopeRequest request)
    {
        var properties = new UnitProperties();
        properties.AddCommon(request.Description ?? request.UnitName);
        properties.Add("Delegate", request.Delegate);
        properties.Add("TimeoutStopUSec", Microseconds(request.StopTimeout));
        if (request.Slice is { } slice)
            properties.Add("Slice", slice);
        if (request.Before.Count != 0)
            properties.Add("Before", VariantValue.Array(request.Before.ToArray()));
        properties.Add(request.Resources);
        return properties;
    }

    public static UnitProperties Of(SliceRequest request)
    {
        var properties = new UnitProperties();
        properties.AddCommon(request.Description ?? request.UnitName);
        properties.Add(request.Resources);
        return properties;
    }

    /// <summary>A slice that comes with a scope and goes with its last one.</summary>
    public static UnitProperties OfImplicitSlice()
    {
        var properties = new UnitProperties();
        properties.Add("StopWhenUnneeded", true);
        properties.Add("CollectMode", "inactive-or-failed");
        return properties;
    }

    /// <summary>What may change while the unit is there.</summary>
    public static UnitProperties Of(UnitResources resources)
    {
        var properties = new UnitProperties();
        properties.Add(resources);
        return properties;
    }

    /// <summary>These and the processes, by descriptor.</summary>
    public UnitProperties With(IReadOnlyList<Pidfd> processes) => new(_properties, processes);

    /// <summary>These and the processes, by number.</summary>
    public UnitProperties With(IEnumerable<int> processes)
    {
        var properties = new UnitProperties(_properties, []);
        properties.Add("PIDs", VariantValue.Array(processes.Select(static id => (uint)id).ToArray()));
        return properties;
    }

    public void Write(ref MessageWriter writer)
    {
        ArrayStart start = writer.WriteArrayStart(DBusType.Struct);
        foreach ((string name, VariantValue value) in _properties)
        {
            writer.WriteStructureStart();
            writer.WriteString(name);
            writer.WriteVariant(value);
        }

        if (_processes.Count != 0)
            WriteProcesses(ref writer);
        writer.WriteArrayEnd(start);
    }

    // By hand, as a VariantValue writes no handles but SafeFileHandles. The message lets go of what it is lent once it is sent.
    private void WriteProcesses(ref MessageWriter writer)
    {
        writer.WriteStructureStart();
        writer.WriteString("PIDFDs");
        writer.WriteSignature("ah");
        ArrayStart start = writer.WriteArrayStart(DBusType.UnixFd);
        foreach (Pidfd process in _processes)
            writer.WriteHandle(process.Borrow());
        writer.WriteArrayEnd(start);
    }

    private static ulong Microseconds(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? UnitResources.Infinity : (ulong)time.Ticks / MicrosecondsPerTick;

    // What has failed or ended goes, so that its name is free again.
    private void AddCommon(string description)
    {
        Add("Description", description);
        Add("CollectMode", "inactive-or-failed");
    }

    private void Add(UnitResources resources)
    {
        AddIfSet("CPUWeight", resources.CpuWeight);
        if (resources.CpuTimePerSecond is { } time)
            Add("CPUQuotaPerSecUSec", Microseconds(time));
        AddIfSet("MemoryMin", resources.MemoryMin);
        AddIfSet("MemoryLow", resources.MemoryLow);
        AddIfSet("MemoryHigh", resources.MemoryHigh);
        AddIfSet("MemoryMax", resources.MemoryMax);
        AddIfSet("MemorySwapMax", resources.MemorySwapMax);
        Add("TasksMax", resources.TasksMax);
        AddIfSet("IOWeight", resources.IoWeight);
    }

    private void Add(string name, VariantValue value) => _properties.Add((name, value));

    private void AddIfSet(string name, ulong? value)
    {
        if (value is { } number)
            Add(name, (VariantValue)number);
    }
}
