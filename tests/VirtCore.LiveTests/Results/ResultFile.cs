using System.Xml;

namespace VirtCore.LiveTests.Results;

/// <summary>Reads what <c>-result-xml</c> writes: https://xunit.net/docs/format-xml-v2. Only the names used here are looked at.</summary>
internal static class ResultFile
{
    public const string LabTrait = "lab";

    /// <summary>The second run's results, which eng/test writes.</summary>
    public const string AgainSuffix = ".again";

    // Test names carry whatever their arguments are.
    private static readonly XmlReaderSettings s_settings = new() { CheckCharacters = false, IgnoreComments = true, DtdProcessing = DtdProcessing.Prohibit };

    /// <summary>The tests of a file, each as often as it is there. A file that ends early, as its program was killed, has those before the end, and an error.</summary>
    public static List<TestResult> Read(TextReader text)
    {
        List<TestResult> results = [];
        using var reader = XmlReader.Create(text, s_settings);
        try
        {
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, Name: "test" })
                    AddTest(reader, results);
                else if (reader is { NodeType: XmlNodeType.Element, Name: "error" })
                    results.Add(Error($"{reader.GetAttribute("type")} {reader.GetAttribute("name")}".Trim()));
            }
        }
        catch (XmlException broken)
        {
            results.Add(Error($"the results end early: {broken.Message}"));
        }

        return results;
    }

    /// <summary>The tests of a file; where <see cref="AgainSuffix"/> is beside it, with what became of its failures when they were run again.</summary>
    public static List<TestResult> Read(string path)
    {
        List<TestResult> results = ReadOne(path);
        return File.Exists(path + AgainSuffix) ? Join(results, ReadOne(path + AgainSuffix)) : results;
    }

    /// <summary>What failed and then passed has passed, and is unsteady. Whatever failed in the second run has failed.</summary>
    public static List<TestResult> Join(IEnumerable<TestResult> first, IReadOnlyCollection<TestResult> again)
    {
        HashSet<string> passed = [.. again.Where(static test => test.Outcome == TestOutcome.Passed).Select(static test => test.Name)];
        IEnumerable<TestResult> joined = first.Select(test =>
            test.Outcome == TestOutcome.Failed && passed.Contains(test.Name) ? test with { Outcome = TestOutcome.Passed, Unsteady = true } : test);
        return [.. joined, .. again.Where(static test => test.Outcome == TestOutcome.Failed)];
    }

    private static List<TestResult> ReadOne(string path)
    {
        using var text = new StreamReader(path);
        return Read(text);
    }

    private static TestResult Error(string what) => new($"error: {what}", "", TestOutcome.Failed, "", []);

    private static void AddTest(XmlReader reader, List<TestResult> results)
    {
        TestOutcome? outcome = reader.GetAttribute("result") switch
        {
            "Pass" => TestOutcome.Passed,
            "Fail" => TestOutcome.Failed,
            "Skip" => TestOutcome.Skipped,
            _ => null, // not selected
        };
        string name = reader.GetAttribute("name") ?? "";
        string method = $"{reader.GetAttribute("type")}.{reader.GetAttribute("method")}";
        string reason = "";
        List<string> lab = [];
        if (!reader.IsEmptyElement)
        {
            using XmlReader inside = reader.ReadSubtree();
            while (inside.Read())
            {
                if (inside is { NodeType: XmlNodeType.Element, Name: "trait" } && inside.GetAttribute("name") == LabTrait)
                    lab.Add(inside.GetAttribute("value") ?? "");
                else if (inside is { NodeType: XmlNodeType.Element, Name: "reason" })
                    reason = inside.ReadElementContentAsString().Trim();
            }
        }

        if (outcome is { } known)
            results.Add(new TestResult(name, method, known, reason, lab));
    }
}
