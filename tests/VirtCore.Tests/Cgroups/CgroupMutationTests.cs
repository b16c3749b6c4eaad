using System.Text;
using VirtCore.Fuzz;
using VirtCore.Host;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Cgroups;

/// <summary>Whatever is done to a file, its parser answers.</summary>
public sealed class CgroupMutationTests
{
    private const int MutationsPerFile = 2000;

    // Kinds of file that the recorded machines had nothing for, in the form that the kernel documents.
    private static readonly (string File, string Text)[] s_documented =
    [
        ("misc.current", "sev 3\nsev_es 0\n"),
        ("misc.max", "sev 10\nsev_es max\n"),
        ("misc.events", "sev.max 2\nsev_es.max 0\n"),
        ("rdma.max", "mlx4_0 hca_handle=2 hca_object=2000\nocrdma1 hca_handle=3 hca_object=max\n"),
        ("rdma.current", "mlx4_0 hca_handle=1 hca_object=20\nocrdma1 hca_handle=1 hca_object=23\n"),
        ("io.latency", "8:16 target=75000\n8:0 target=10\n"),
        ("io.stat", "8:16 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6\n8:0 use_delay=1 delay_nsec=2 depth=max avg_lat=3 win=4\n"),
        ("irq.pressure", "full avg10=0.00 avg60=1.50 avg300=99.00 total=3\n"),
        ("cpuset.cpus", "0-3,7,9-11\n"),
    ];

    public static TheoryData<string> Sources => [.. RecordedCgroups.Kernels, "documented"];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Documented_and_recorded_files_are_read(string source)
    {
        foreach ((string file, byte[] text) in Load(source))
            Assert.True(CgroupParsers.Of(file)!(text), file);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_file_that_was_cut_is_none(string source)
    {
        foreach ((string file, byte[] text) in Load(source))
        {
            CgroupParsers.Parser parse = CgroupParsers.Of(file)!;
            for (int length = 0; length < text.Length; length++)
            {
                // At the end of a line it may be a shorter file. Anywhere else the last number may have lost digits.
                if (length != 0 && text[length - 1] != '\n')
                    Assert.False(parse(text.AsSpan(0, length)), $"{file}: {Encoding.UTF8.GetString(text, 0, length)}");
                else
                    _ = parse(text.AsSpan(0, length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Any_mutation_is_answered(string source)
    {
        byte[] alphabet = [.. "0123456789 \n=:.,-()max"u8, 0, 0x7F, 0x80, 0xFF];
        var random = new Random(20);
        int refused = 0;
        foreach ((string file, byte[] text) in Load(source))
        {
            CgroupParsers.Parser parse = CgroupParsers.Of(file)!;
            for (int i = 0; i < MutationsPerFile; i++)
            {
                List<byte> mutated = [.. text];
                for (int change = random.Next(1, 4); change > 0; change--)
                    Mutate(mutated, random, alphabet);
                if (!parse(mutated.ToArray()))
                    refused++;
            }
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public void Numbers_end_where_a_long_does()
    {
        Assert.True(CgroupV2.TryParseLimit("9223372036854775807\n"u8, out CgroupLimit most));
        Assert.Equal(long.MaxValue, most.Value);
        Assert.False(CgroupV2.TryParseLimit("9223372036854775808\n"u8, out _));
        Assert.False(CgroupV2.TryParseLimit("18446744073709551616\n"u8, out _));
        Assert.False(CgroupV2.TryParseLimit("99999999999999999999999\n"u8, out _));
        Assert.True(CgroupMemoryStatistics.TryParse("anon 9223372036854775807\n"u8, out CgroupMemoryStatistics memory));
        Assert.Equal(long.MaxValue, memory.AnonBytes);
        Assert.False(CgroupMemoryStatistics.TryParse("anon 9223372036854775808\n"u8, out _));
        Assert.True(CgroupCpuStatistics.TryParse("usage_usec 9223372036854775807\n"u8, out CgroupCpuStatistics cpu));
        Assert.Equal(TimeSpan.MaxValue, cpu.Usage);
    }

    [Theory]
    [InlineData("anon 1\nnew_in_linux_9 2\nfile 3\n")]
    [InlineData("new_in_linux_9 max\nanon 1\nfile 3\n")]
    [InlineData("file 3\n\nanon 1\nnew_in_linux_9\n")]
    [InlineData("file 3\nanon_but_longer 7\nanon 1\nano 4\n")]
    public void Unknown_keys_are_passed_over(string text)
    {
        for (int i = 0; i < 2; i++) // the second time, it has learnt
        {
            Assert.True(CgroupMemoryStatistics.TryParse(Encoding.UTF8.GetBytes(text), out CgroupMemoryStatistics memory));
            Assert.Equal((1, 3), (memory.AnonBytes, memory.FileBytes));
            Assert.Null(memory.KernelBytes);
        }
    }

    [Fact]
    public void Unknown_lines_and_keys_of_pressure_and_disks_are_passed_over()
    {
        Assert.True(CgroupPressure.TryParse("most avg10=x\nsome avg5=1.00 avg10=2.00 total=3 new=4\n"u8, out CgroupPressure pressure));
        Assert.Equal((2.0, TimeSpan.FromMicroseconds(3)), (pressure.Some!.Value.Average10Percent, pressure.Some!.Value.Total));
        Assert.Null(pressure.Full);
        var disks = new CgroupIoStatistics[3];
        Assert.True(CgroupIoStatistics.TryParse("(unknown) rbytes=1\n8:0 rbytes=2 depth=max new.key=1,2 wios=3\n"u8, disks, out int count));
        Assert.Equal((1, 2, 3), (count, disks[0].ReadBytes, disks[0].WriteOperations));
    }

    // Kernels 5.15 to 6.1 leave the line end out behind a disk that has no values.
    [Fact]
    public void Disks_without_values_may_share_a_line()
    {
        var disks = new CgroupIoStatistics[3];
        Assert.True(CgroupIoStatistics.TryParse("7:0 7:1 8:0 rbytes=2 wbytes=0\n7:2 \n"u8, disks, out int count));
        Assert.Equal((1, new BlockDeviceNumber(8, 0), 2), (count, disks[0].Device, disks[0].ReadBytes));
    }

    private static List<(string File, byte[] Text)> Load(string source) => source == "documented"
        ? [.. s_documented.Select(static known => (known.File, Encoding.UTF8.GetBytes(known.Text)))]
        : [.. RecordedCgroups.Load(source).Where(static file => file.Key.StartsWith("/vm/qemu/", StringComparison.Ordinal) || file.Key.LastIndexOf('/') == 0 || file.Key.EndsWith("partition", StringComparison.Ordinal))
            .Select(static file => (file.Key[(file.Key.LastIndexOf('/') + 1)..], file.Value)).Where(static file => CgroupParsers.Of(file.Item1) is not null)];

    private static void Mutate(List<byte> text, Random random, byte[] alphabet)
    {
        int at = random.Next(text.Count + 1);
        switch (random.Next(4))
        {
            case 0 when at < text.Count:
                text[at] = alphabet[random.Next(alphabet.Length)];
                break;
            case 1 when at < text.Count:
                text.RemoveRange(at, random.Next(1, Math.Min(8, text.Count - at) + 1));
                break;
            case 2 when at < text.Count:
                text.InsertRange(at, text.GetRange(at, random.Next(1, Math.Min(20, text.Count - at) + 1)));
                break;
            default:
                text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                break;
        }
    }
}
