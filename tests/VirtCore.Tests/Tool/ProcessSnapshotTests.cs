using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class ProcessSnapshotTests
{
    private static readonly ProcessEntry s_init = new(1, 0, 0, "init");
    private static readonly ProcessEntry s_shell = new(10, 5, 1, "bash");
    private static readonly ProcessEntry s_child = new(20, 6, 10, "virtcore");
    private static readonly ProcessEntry s_grandchild = new(30, 7, 20, "qemu");

    [Fact]
    public void What_was_not_there_before_is_what_is_new()
    {
        var before = new ProcessSnapshot([s_init, s_shell, s_child]);
        var now = new ProcessSnapshot([s_init, s_shell, s_grandchild]);
        Assert.Equal([s_grandchild], now.Since(before));
        Assert.Empty(before.Since(before));
    }

    [Fact]
    public void A_number_that_is_used_again_is_another_process()
    {
        var before = new ProcessSnapshot([s_init, s_shell]);
        var now = new ProcessSnapshot([s_init, s_shell with { StartTime = 99 }]);
        Assert.Equal(99UL, Assert.Single(now.Since(before)).StartTime);
    }

    [Fact]
    public void A_child_of_a_child_is_a_descendant_and_a_parent_is_none()
    {
        var now = new ProcessSnapshot([s_init, s_shell, s_child, s_grandchild]);
        Assert.True(now.IsDescendant(s_grandchild, s_shell.Id));
        Assert.True(now.IsDescendant(s_grandchild, s_child.Id));
        Assert.False(now.IsDescendant(s_shell, s_child.Id));
        Assert.False(now.IsDescendant(s_child, s_child.Id));
    }

    [Fact]
    public void Parents_that_form_a_circle_end_the_search()
    {
        var now = new ProcessSnapshot([s_shell with { ParentId = s_child.Id }, s_child]);
        Assert.False(now.IsDescendant(s_child, 12345));
    }

    [Fact]
    public void This_process_is_among_the_machines_own() =>
        Assert.Contains(ProcessSnapshot.Capture().Since(new ProcessSnapshot([])), static p => p.Id == Environment.ProcessId);
}
