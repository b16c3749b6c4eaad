using VirtCore.Host;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Host;

public sealed class HostProbeTests
{
    [Fact]
    public void Each_question_is_asked_once_and_says_why()
    {
        Assert.Equal(HostQuestions.All.Count, HostQuestions.All.Select(static question => question.Id).Distinct().Count());
        Assert.All(HostQuestions.All, static question =>
        {
            Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", question.Id);
            Assert.EndsWith(".", question.Why, StringComparison.Ordinal);
            Assert.False(question.Title.EndsWith('.'));
        });
        Assert.Equal(HostQuestions.All.Select(static question => question.Area).Order(), HostQuestions.All.Select(static question => question.Area));
    }

    [Fact]
    public void What_hurts_has_a_remedy_and_facts_have_names_of_their_own()
    {
        foreach (HostCheck check in RecordedHost.Names.SelectMany(static name => HostProbe.Look(RecordedHost.Load(name).View()).Checks))
        {
            Assert.True(check.Status < HostStatus.Warn || check.Remedy is not null, check.Id);
            Assert.Equal(check.Facts.Count, check.Facts.Select(static fact => fact.Name).Distinct().Count());
            Assert.NotEmpty(check.Finding);
        }
    }

    [Theory]
    [InlineData(typeof(UnauthorizedAccessException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(NotImplementedException))]
    public void A_file_that_cannot_be_read_takes_no_other_check_with_it(Type exception)
    {
        RecordedHost host = RecordedHost.Load("amd-bare-metal");
        HostReport whole = HostProbe.Look(host.View());
        foreach (string path in host.Paths)
        {
            host.Broken.Clear();
            host.Broken[path] = (Exception)Activator.CreateInstance(exception, $"{path} is broken")!;
            HostReport report = HostProbe.Look(host.View());
            Assert.Equal(whole.Checks.Count, report.Checks.Count);
            foreach ((HostCheck before, HostCheck after) in whole.Checks.Zip(report.Checks))
            {
                if (after.Status == HostStatus.Unknown && before.Status != HostStatus.Unknown)
                    Assert.Contains(path, after.Finding, StringComparison.Ordinal);
                else
                    Assert.Equal(before.Finding, after.Finding);
            }
        }
    }

    [Fact]
    public void KVM_is_not_opened_where_that_would_load_it()
    {
        RecordedHost host = RecordedHost.Load("amd-bare-metal").With("/proc/misc", "200 tun\n").WithKernel("kvm=0,12");
        Assert.Null(host.View().Kvm);
    }

    [Fact]
    public void A_look_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => HostProbe.Look(RecordedHost.Load("nothing").View(), new CancellationToken(canceled: true)));

    [Fact]
    public void A_report_knows_its_worst()
    {
        Assert.Equal(HostStatus.Pass, new HostReport([]).Worst);
        Assert.Equal(HostStatus.Fail, HostProbe.Look(RecordedHost.Load("nothing").View()).Worst);
        Assert.Equal("SVM", HostProbe.Look(RecordedHost.Load("amd-bare-metal").View()).Find("cpu-virtualization")?.Find("extension")?.Text);
    }
}
