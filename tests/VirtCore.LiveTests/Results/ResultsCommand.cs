namespace VirtCore.LiveTests.Results;

/// <summary>What eng/test asks about result files: <c>--results WHAT ARGUMENTS</c>.</summary>
internal static class ResultsCommand
{
    public static int Run(string[] arguments, TextWriter output)
    {
        switch (arguments)
        {
            // The methods that the lab is to run on this kernel, a line each.
            case ["methods", var kernel, var file]:
                foreach (string method in LabSelection.Methods(ResultFile.Read(file), kernel))
                    output.WriteLine(method);
                return 0;
            // The methods that failed, to be run again; none when there are more than a few, or an error outside of every test, as that is no chance.
            case ["again", var file]:
                foreach (string method in LabSelection.Again(ResultFile.Read(file)))
                    output.WriteLine(method);
                return 0;
            // Passed, failed and skipped, of all files together.
            case ["count", .. var files]:
                (int passed, int failed, int skipped) = Merge(files.Select(static file => ("", file))).Count();
                output.WriteLine($"{passed} {failed} {skipped}");
                return 0;
            // Where each test ran.
            case ["places", .. var files] when files.All(static file => file.Contains('=', StringComparison.Ordinal)):
                foreach (string line in Merge(files.Select(static file => (file[..file.IndexOf('=', StringComparison.Ordinal)], file[(file.IndexOf('=', StringComparison.Ordinal) + 1)..]))).Lines())
                    output.WriteLine(line);
                return 0;
            default:
                Console.Error.WriteLine("--results methods KERNEL FILE | again FILE | count FILE... | places PLACE=FILE...");
                return 2;
        }
    }

    private static TestPlaces Merge(IEnumerable<(string Place, string File)> files)
    {
        var places = new TestPlaces();
        foreach ((string place, string file) in files)
            places.Add(place, ResultFile.Read(file));
        return places;
    }
}
