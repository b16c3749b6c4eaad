using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class ProcessEntryTests
{
    // From Linux 6.18; the name is set to what a hostile program would choose.
    private const string Line =
        "4711 (a) S 1 (b)) S 1200 4711 4711 0 -1 4194560 1057 0 2 0 3 1 0 0 20 0 4 0 318276 28610560 1024 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0\n";

    [Fact]
    public void The_fields_are_found_behind_a_name_with_spaces_and_parentheses()
    {
        Assert.True(ProcessEntry.TryParse(Line, out ProcessEntry entry));
        Assert.Equal(new ProcessEntry(4711, 318276, 1200, "a) S 1 (b)"), entry);
    }

    [Theory]
    [InlineData('Z')]
    [InlineData('X')]
    public void A_process_that_has_ended_is_none(char state) =>
        Assert.False(ProcessEntry.TryParse(Line.Replace(") S 1200", $") {state} 1200", StringComparison.Ordinal), out _));

    [Fact]
    public void Every_beginning_of_a_line_is_refused_until_all_fields_are_there()
    {
        int complete = Line.IndexOf(" 28610560", StringComparison.Ordinal);
        for (int length = 0; length < Line.IndexOf("318276", StringComparison.Ordinal); length++)
            Assert.False(ProcessEntry.TryParse(Line.AsSpan(0, length), out _), $"{length} characters");
        Assert.True(ProcessEntry.TryParse(Line.AsSpan(0, complete), out _));
    }
}
