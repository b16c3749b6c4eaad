namespace VirtCore.Tool.Demo;

/// <summary>The two migrations of a run.</summary>
internal enum DemoStage
{
    /// <summary>The one that completes.</summary>
    Move,

    /// <summary>The one whose controller is killed.</summary>
    Autokill,
}
