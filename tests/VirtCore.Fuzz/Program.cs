using SharpFuzz;
using VirtCore.Fuzz;

const string Usage = """
    usage: VirtCore.Fuzz --list                  the targets, one a line
           VirtCore.Fuzz --assemblies TARGET     what to instrument for one
           VirtCore.Fuzz --words TARGET          its words, as a dictionary of AFL's
           VirtCore.Fuzz TARGET FILE...          each file through the target
           VirtCore.Fuzz --afl TARGET FOLDER     under afl-fuzz (see eng/fuzz), after the files of a folder
    """;

switch (args)
{
    case ["--list"]:
        foreach (FuzzTarget each in FuzzTarget.All)
            Console.WriteLine($"{each.Name,-14} {each.Summary}");
        return 0;
    case [("--assemblies" or "--words") and var what, var name] when FuzzTarget.Find(name) is { } target:
        foreach (string line in what == "--words" ? AflDictionary.Lines(target.Words) : target.Assemblies)
            Console.WriteLine(line);
        return 0;
    case ["--afl", var name, var folder] when FuzzTarget.Find(name) is { } target:
        // Within the first run, as instrumented code runs nowhere else. What is made once is made then, so that it is no coverage of later inputs.
        Lazy<bool> warm = new(() => Directory.GetFiles(folder).All(file => Passes(target, file)));
        // In a process of its own, which afl-fuzz may kill: so a hang and an overflow of the stack are found too.
        Fuzzer.OutOfProcess.Run(stream =>
        {
            _ = warm.Value;
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            target.Run(bytes.ToArray());
        });
        return 0;
    case [var name, .. var files] when FuzzTarget.Find(name) is { } target:
        return Array.TrueForAll(Array.ConvertAll(files, file => Passes(target, file)), static passes => passes) ? 0 : 1;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static bool Passes(FuzzTarget target, string file)
{
    try
    {
        target.Run(File.ReadAllBytes(file));
        return true;
    }
    catch (Exception exception)
    {
        Console.Error.WriteLine($"{target.Name} {file}: {exception}");
        return false;
    }
}
