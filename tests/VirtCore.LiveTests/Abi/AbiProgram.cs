using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace VirtCore.LiveTests.Abi;

/// <summary>Asks the C compiler: writes a program that prints what it sees, runs it, and says where C# differs.</summary>
internal static class AbiProgram
{
    private static readonly string[] s_sources = ["abi.h", "kernel.c", "kernel.h", "protocol.h"];

    /// <returns>A line for each difference.</returns>
    public static async Task<List<string>> CompareAsync(
        string compiler, string directory, IReadOnlyList<AbiConstant> constants, IReadOnlyList<AbiStruct> structs)
    {
        List<(string Name, long Ours, string Expression, bool AtLeast)> questions =
        [
            .. constants.Select(static constant => (constant.Name, constant.Value, constant.Expression, constant.AtLeast)),
            .. structs.SelectMany(QuestionsOf),
        ];
        string[] answers = await RunAsync(compiler, directory, questions.Select(static question => question.Expression));
        Assert.Equal(questions.Count, answers.Length);

        var differences = new List<string>();
        foreach (((string name, long ours, string expression, bool atLeast), string answer) in questions.Zip(answers))
        {
            long theirs = long.Parse(answer, CultureInfo.InvariantCulture);
            if (atLeast ? ours < theirs : ours != theirs)
                differences.Add($"{name} is {ours}, C's {expression} is {theirs}");
        }

        return differences;
    }

    private static IEnumerable<(string Name, long Ours, string Expression, bool AtLeast)> QuestionsOf(AbiStruct type)
    {
        // A struct that may grow has C's size or less, so it is C's that keeps room for ours.
        yield return type.MayGrow
            ? ($"room for {type.Name}", 1, $"sizeof({type.Name}) >= {type.Size}", false)
            : ($"size of {type.Name}", type.Size, $"sizeof({type.Name})", false);
        foreach (AbiField field in type.Fields)
        {
            yield return ($"offset of {type.Name}.{field.Name}", field.Offset, $"offsetof({type.Name}, {field.Name})", false);
            yield return ($"size of {type.Name}.{field.Name}", field.Size, $"sizeof((({type.Name} *)0)->{field.Name})", false);
        }
    }

    private static async Task<string[]> RunAsync(string compiler, string directory, IEnumerable<string> expressions)
    {
        foreach (string name in s_sources)
        {
            await using Stream source = typeof(AbiProgram).Assembly.GetManifestResourceStream($"abi/{name}")!;
            await using FileStream copy = File.Create(Path.Combine(directory, name));
            await source.CopyToAsync(copy);
        }

        var program = new StringBuilder("#include \"abi.h\"\nint main(void)\n{\n");
        foreach (string expression in expressions)
            program.AppendLine(CultureInfo.InvariantCulture, $"    printf(\"%lld\\n\", (long long)({expression}));");
        program.AppendLine("    return 0;\n}");
        string binary = Path.Combine(directory, "abi");
        await File.WriteAllTextAsync(binary + ".c", program.ToString());
        await ReadAsync(compiler, "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function", "-o", binary, binary + ".c");
        return (await ReadAsync(binary)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<string> ReadAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}");
        return output;
    }
}
