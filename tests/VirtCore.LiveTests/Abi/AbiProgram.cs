using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace VirtCore.LiveTests.Abi;

/// <summary>Asks the C compiler: writes a program that prints what it sees, runs it, and says where C# differs.</summary>
internal static class AbiProgram
{
    /// <summary>The answer where the headers know nothing of it yet.</summary>
    public const string TooOld = "-";

    private static readonly string[] s_sources = ["abi.h", "kernel.c", "kernel.h", "protocol.h"];

    /// <returns>A line for each difference.</returns>
    public static async Task<List<string>> CompareAsync(
        string compiler, string directory, IReadOnlyList<AbiConstant> constants, IReadOnlyList<AbiStruct> structs)
    {
        List<AbiConstant> questions = [.. constants, .. structs.SelectMany(static type => type.Questions())];
        string[] answers = await AskAsync(compiler, directory, [], questions);
        var differences = new List<string>();
        foreach ((AbiConstant ours, string answer) in questions.Zip(answers))
        {
            if (answer == TooOld)
                continue;
            long theirs = long.Parse(answer, CultureInfo.InvariantCulture);
            if (ours.AtLeast ? ours.Value < theirs : ours.Value != theirs)
                differences.Add($"{ours.Name} is {ours.Value}, C's {ours.Expression} is {theirs}");
        }

        return differences;
    }

    /// <param name="compiler">The C compiler.</param>
    /// <param name="directory">Where the program may be written.</param>
    /// <param name="headers">Directories of headers that go before the machine's own.</param>
    /// <param name="questions">What is asked.</param>
    /// <returns>An answer for each question: a number, or <see cref="TooOld"/>.</returns>
    public static async Task<string[]> AskAsync(string compiler, string directory, IEnumerable<string> headers, IReadOnlyCollection<AbiConstant> questions)
    {
        foreach (string name in s_sources)
        {
            await using Stream source = typeof(AbiProgram).Assembly.GetManifestResourceStream($"abi/{name}")!;
            await using FileStream copy = File.Create(Path.Combine(directory, name));
            await source.CopyToAsync(copy);
        }

        var program = new StringBuilder("#include \"abi.h\"\nint main(void)\n{\n");
        foreach (AbiConstant question in questions)
        {
            if (question.Since is { } macro)
                program.AppendLine(CultureInfo.InvariantCulture, $"#ifdef {macro}");
            program.AppendLine(CultureInfo.InvariantCulture, $"    printf(\"%lld\\n\", (long long)({question.Expression}));");
            if (question.Since is not null)
                program.AppendLine(CultureInfo.InvariantCulture, $"#else\n    puts(\"{TooOld}\");\n#endif");
        }

        program.AppendLine("    return 0;\n}");
        string binary = Path.Combine(directory, "abi");
        await File.WriteAllTextAsync(binary + ".c", program.ToString());
        await ReadAsync(compiler, [.. headers.Select(static header => $"-isystem{header}"), "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function", "-o", binary, binary + ".c"]);
        string[] answers = (await ReadAsync(binary)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(questions.Count, answers.Length);
        return answers;
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
