using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Host;

/// <summary>Files that are cut short or scrambled: each check has an answer, or an error of those that are expected, and never another.</summary>
public sealed class HostMutationTests
{
    private static readonly byte[] s_bytes = [0, (byte)'\n', (byte)' ', (byte)'-', (byte)'9', (byte)':', (byte)'[', (byte)'\\', 0x80, 0xFF];

    public static TheoryData<string> Hosts => [.. RecordedHost.Names];

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Every_prefix_of_every_file_has_an_answer(string name) => ForEachFile(name, static (content, look) =>
    {
        for (int length = 0; length < content.Length; length++)
            look(content[..length]);
    });

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Every_file_with_a_byte_changed_has_an_answer(string name) => ForEachFile(name, static (content, look) =>
    {
        int stride = 1 + (content.Length / 200);
        for (int at = 0; at < content.Length; at += stride)
        {
            byte[] changed = [.. content];
            changed[at] = s_bytes[at % s_bytes.Length];
            look(changed);
        }
    });

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Every_file_has_an_answer_when_it_is_absurd(string name) => ForEachFile(name, static (content, look) =>
    {
        look([.. content, .. content]);
        look("99999999999999999999999999999999"u8.ToArray());
        look("-1"u8.ToArray());
        look(new byte[100_000]);
    });

    // Only the checks that read a file are asked about it.
    private static void ForEachFile(string name, Action<byte[], Action<byte[]>> change)
    {
        RecordedHost host = RecordedHost.Load(name);
        Dictionary<string, List<HostQuestion>> readers = [];
        foreach (HostQuestion question in HostQuestions.All)
        {
            host.WasRead.Clear();
            Ask(question, host);
            foreach (string path in host.WasRead)
                (readers.TryGetValue(path, out List<HostQuestion>? already) ? already : readers[path] = []).Add(question);
        }

        int looks = 0;
        foreach (string path in host.Paths.Where(readers.ContainsKey).ToList())
        {
            byte[] whole = host[path];
            change(whole, content =>
            {
                host[path] = content;
                foreach (HostQuestion question in readers[path])
                    Ask(question, host);
                looks++;
            });
            host[path] = whole;
        }

        Assert.Equal(name == "nothing", looks == 0);
    }

    private static void Ask(HostQuestion question, RecordedHost host)
    {
        try
        {
            Assert.NotEmpty(question.Look(host.View()).Text);
        }
        catch (Exception expected) when (expected is InvalidDataException or IOException or KernelException)
        {
            Assert.NotEmpty(expected.Message);
        }
    }
}
