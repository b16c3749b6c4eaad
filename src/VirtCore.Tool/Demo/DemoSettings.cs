namespace VirtCore.Tool.Demo;

/// <summary>What the user wants of the demo.</summary>
internal sealed record DemoSettings
{
    public required int Runs { get; init; }

    public required AcceleratorChoice Accelerator { get; init; }

    public required MemorySize Memory { get; init; }

    /// <summary>How much memory the guest makes dirty in a second.</summary>
    public required MemorySize DirtyRate { get; init; }

    public required bool Json { get; init; }
}
