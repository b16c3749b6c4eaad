using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Host;

public sealed class GuardRecordFileTests
{
    // As guard/record.c writes it: kernel 6.18, a sleep that was committed and then killed.
    private const string Committed =
        "virtcore-guard=1\nboot=3f1b2c4d-5e6f-4a8b-9c0d-112233445566\nguard=4711\nprocess=4712\nstart=123456\ninode=789\n" +
        "tier=parent-death\nexit=signal 9\ndecision=committed\nid=11112222-3333-4444-5555-666677778888\n";

    [Fact]
    public void A_whole_record_is_read()
    {
        GuardStatus status = GuardRecordFile.Parse(Committed);
        Assert.Equal(new ProcessIdentity(Guid.Parse("3f1b2c4d-5e6f-4a8b-9c0d-112233445566"), 4712, 123456, 789), status.Identity);
        Assert.Equal(4711, status.GuardId);
        Assert.Equal(LifelineTier.ParentDeath, status.Tier);
        Assert.Equal(new ProcessExit(null, 9), status.Exit);
        Assert.Equal(GuardDecision.Committed, status.Decision);
        Assert.Equal(Guid.Parse("11112222-3333-4444-5555-666677778888"), status.DecisionId);
    }

    [Theory]
    [InlineData("exit=running", null, null, false)]
    [InlineData("exit=code 3", 3, null, true)]
    [InlineData("exit=unknown", null, null, true)]
    public void Every_kind_of_exit_is_read(string line, int? code, int? signal, bool ended)
    {
        GuardStatus status = GuardRecordFile.Parse(Committed.Replace("exit=signal 9", line, StringComparison.Ordinal));
        Assert.Equal(ended ? new ProcessExit(code, signal) : null, status.Exit);
    }

    [Fact]
    public void Undecided_has_neither_decision_nor_id_and_unknown_keys_are_left_alone()
    {
        GuardStatus status = GuardRecordFile.Parse(Committed.Replace("committed", "undecided", StringComparison.Ordinal) + "later=1\n");
        Assert.Null(status.Decision);
        Assert.Null(status.DecisionId);
    }

    [Fact]
    public void A_directory_that_was_aborted_beforehand_has_no_process()
    {
        GuardStatus status = GuardRecordFile.Parse("virtcore-guard=1\ndecision=aborted\nid=11112222-3333-4444-5555-666677778888\n");
        Assert.Null(status.Identity);
        Assert.Equal(GuardDecision.Aborted, status.Decision);
    }

    [Fact]
    public void Every_prefix_is_a_clean_error()
    {
        for (int length = 0; length < Committed.Length; length++)
            Assert.Throws<InvalidDataException>(() => GuardRecordFile.Parse(Committed[..length]));
    }

    [Theory]
    [InlineData("process=4712", "process=99999999999")]
    [InlineData("boot=3f1b", "boot=xxxx")]
    [InlineData("exit=signal 9", "exit=perhaps")]
    [InlineData("decision=committed", "decision=maybe")]
    [InlineData("virtcore-guard=1", "virtcore-guard=2")]
    public void Damage_is_a_clean_error(string good, string bad) =>
        Assert.Throws<InvalidDataException>(() => GuardRecordFile.Parse(Committed.Replace(good, bad, StringComparison.Ordinal)));
}
