using Xunit;

namespace VirtCore.LiveTests.Results;

public sealed class ResultsTests
{
    private const string Here = """
        <?xml version="1.0" encoding="utf-8"?>
        <assemblies><assembly name="A"><errors /><collection>
        <test name="A.One(text: &quot;result=\&quot;Fail\&quot; &gt;&quot;)" type="A" method="One" result="Pass"><traits><trait name="lab" value="newest" /></traits></test>
        <test name="A.Two" type="A" method="Two" result="Skip"><reason><![CDATA[no <kvm>]]></reason></test>
        <test name="A.Three" type="A" method="Three" result="Skip"><reason>no cgroup</reason></test>
        <test name="A.Seven" type="A" method="Seven" result="Skip"><traits><trait name="lab" value="newest" /><trait name="lab" value="systemd" /></traits><reason>no bus</reason></test>
        <test name="A.Four" type="A" method="Four" result="NotRun"><traits><trait name="lab" value="always" /></traits></test>
        <test name="A.Five" type="A" method="Five" result="Pass"><traits><trait name="lab" value="always" /></traits><output>x</output></test>
        <test name="A.Six" type="A" method="Six" result="Fail"><failure><message>reason</message></failure></test>
        </collection></assembly></assemblies>
        """;

    private const string Lab = """
        <assemblies><assembly><collection>
        <test name="A.Two" type="A" method="Two" result="Pass" />
        <test name="A.Three" type="A" method="Three" result="Skip"><reason>too old</reason></test>
        <test name="A.Five" type="A" method="Five" result="Fail"><failure /></test>
        </collection></assembly></assemblies>
        """;

    [Theory]
    [InlineData("oldest", "A.Five A.Three A.Two")]
    [InlineData("newest", "A.Five A.One A.Three A.Two")]
    [InlineData("systemd", "A.Seven")]
    public void The_lab_runs_what_was_skipped_and_what_asks_for_it(string kernel, string methods) =>
        Assert.Equal(methods.Split(' '), LabSelection.Methods(ResultFile.Read(new StringReader(Here)), kernel));

    [Fact]
    public void A_test_that_was_skipped_here_and_passed_in_the_lab_has_passed()
    {
        TestPlaces places = new();
        places.Add("here", ResultFile.Read(new StringReader(Here)));
        Assert.Equal((2, 1, 3), places.Count());
        places.Add("lab", ResultFile.Read(new StringReader(Lab)));
        Assert.Equal((2, 2, 2), places.Count());
        Assert.Equal(
            [
                "here              A.One(text: \"result=\\\"Fail\\\" >\")",
                "here FAILED       A.Six",
                "here, lab FAILED  A.Five",
                "lab               A.Two",
                "nowhere: A.Seven",
                "  here: no bus",
                "nowhere: A.Three",
                "  here: no cgroup",
                "  lab: too old",
            ],
            places.Lines());
    }

    [Fact]
    public void What_failed_and_passed_when_run_again_has_passed_and_is_named()
    {
        const string Again = """
            <assemblies><assembly><collection>
            <test name="A.Five" type="A" method="Five" result="Pass" />
            <test name="A.Two" type="A" method="Two" result="Fail"><failure /></test>
            </collection></assembly></assemblies>
            """;
        List<TestResult> first = ResultFile.Read(new StringReader(Lab));
        Assert.Equal(["A.Five"], LabSelection.Again(first));
        TestPlaces places = new();
        places.Add("lab", ResultFile.Join(first, ResultFile.Read(new StringReader(Again))));
        Assert.Equal((1, 1, 1), places.Count());
        Assert.Equal(["lab UNSTEADY     A.Five", "lab, lab FAILED  A.Two", "nowhere: A.Three", "  lab: too old"], places.Lines());
    }

    [Fact]
    public void Many_failures_are_no_chance_and_are_not_run_again()
    {
        TestResult Failed(string method) => new(method, method, TestOutcome.Failed, "", []);
        Assert.Equal(3, LabSelection.Again([Failed("A"), Failed("B"), Failed("C"), Failed("A")]).Count);
        Assert.Empty(LabSelection.Again([Failed("A"), Failed("B"), Failed("C"), Failed("D")]));
        Assert.Empty(LabSelection.Again([Failed("A"), Failed("")]));
    }

    [Fact]
    public void What_ends_early_keeps_what_it_had_and_is_a_failure()
    {
        for (int length = 0; length < Here.Length; length++)
        {
            List<TestResult> results = ResultFile.Read(new StringReader(Here[..length]));
            Assert.Equal(TestOutcome.Failed, results[^1].Outcome);
            Assert.StartsWith("error: the results end early", results[^1].Name, StringComparison.Ordinal);
        }

        Assert.Contains("A.Five", ResultFile.Read(new StringReader(Here[..^60])).Select(static test => test.Name));
    }

    [Fact]
    public void An_error_outside_of_every_test_is_a_failure()
    {
        const string Error = "<assemblies><assembly><errors><error type=\"assembly-cleanup\" name=\"A\"><failure /></error></errors></assembly></assemblies>";
        TestResult error = Assert.Single(ResultFile.Read(new StringReader(Error)));
        Assert.Equal((TestOutcome.Failed, "error: assembly-cleanup A"), (error.Outcome, error.Name));
        Assert.Empty(LabSelection.Methods([error], LabSelection.Newest));
    }
}
