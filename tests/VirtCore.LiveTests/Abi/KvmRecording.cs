using System.Globalization;

namespace VirtCore.LiveTests.Abi;

/// <summary>Prints what the C compiler says of all that mirrors linux/kvm.h under given headers; tests/VirtCore.Tests/Recorded/Kvm/record.sh keeps it.</summary>
internal static class KvmRecording
{
    public static async Task<int> PrintAsync(string[] headers, TextWriter output)
    {
        AbiConstant[] questions = [.. KvmAbi.Questions];
        string directory = Directory.CreateTempSubdirectory("virtcore-kvm-").FullName;
        try
        {
            string[] answers = await AbiProgram.AskAsync("cc", directory, headers, questions);
            foreach ((AbiConstant question, string answer) in questions.Zip(answers))
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{question.Expression} {answer}"));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
