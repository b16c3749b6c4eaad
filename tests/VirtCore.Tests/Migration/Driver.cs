namespace VirtCore.Tests.Migration;

/// <summary>A process that drives the ports. When it is dead, nothing it does has an effect.</summary>
internal sealed class Driver(string name)
{
    public string Name { get; } = name;

    public bool Alive { get; set; } = true;

    public bool IsEngine => Name == "engine";
}
