using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>Hands a migration's progress to the view at once, in order, on the thread that reports it.</summary>
internal sealed class ViewProgress(IDemoView view, DemoStage stage) : IProgress<MigrationProgress>
{
    public void Report(MigrationProgress value) => view.Progress(stage, value);
}
