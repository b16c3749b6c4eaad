using System.Diagnostics;
using System.Globalization;
using CsCheck;
using VirtCore.Fuzz;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.Tests.Kvm;

public sealed class GuestMemoryTests
{
    private const ulong Page = 4096;
    private const ulong TopPage = ulong.MaxValue - Page + 1;

    // The fuzz target's model is a dictionary of bytes; here its programs are random ones, most of which make good memory and use it.
    [Fact]
    public void Any_program_does_to_memory_what_it_does_to_a_dictionary_of_bytes()
    {
        Gen<byte[]> layout = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[0, 15], Gen.Int[1, 4], static (top, memfd, place, pages) => new[] { (byte)(memfd == 0 ? top : 9 + top), (byte)place, (byte)pages });
        Gen.Select(Gen.Int[1, 3], layout.Array[3], Gen.Byte.Array[0, 600]).Sample(static input =>
            new GuestMemoryTarget().Run([(byte)input.Item1, .. input.Item2.Take(input.Item1).SelectMany(static region => region), .. input.Item3]));
    }

    [Fact]
    public void The_last_byte_is_reached_and_the_first_beyond_it_is_not()
    {
        using GuestMemory memory = GuestMemory.Create(Page);
        memory.Write<byte>(Page - 1, 7);
        Assert.Equal(7, memory.Read<byte>(Page - 1));
        Assert.Equal(1, memory.GetSpan(Page - 1, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read<byte>(Page));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read<ushort>(Page - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan(Page - 1, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan(0, -1).Length);
        Assert.False(memory.TryGetSpan(Page, 1, out _));
        Assert.False(memory.TryGetSpan(0, int.MaxValue, out _));
        Assert.False(memory.TryGetSpan(0, int.MinValue, out _));
    }

    [Fact]
    public void Nothing_wraps_around_the_end_of_the_address_space()
    {
        using GuestMemory memory = GuestMemory.Create([new(0, Page), new(TopPage, Page)]);
        memory.Write(ulong.MaxValue - 7, 1UL);
        memory.CopyFrom(ulong.MaxValue, [9]);
        Assert.Equal(9, memory.Read<byte>(ulong.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read<ulong>(ulong.MaxValue - 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.CopyTo(ulong.MaxValue, new byte[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Discard(TopPage, 2 * Page));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Discard(0, ulong.MaxValue));
        Assert.Throws<ArgumentException>(static () => GuestMemory.Create([new(TopPage, 2 * Page)]));
    }

    [Fact]
    public void Regions_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(static () => GuestMemory.Create([]));
        Assert.Throws<ArgumentException>(static () => GuestMemory.Create(0));
        Assert.Throws<ArgumentException>(static () => GuestMemory.Create(Page + 1));
        Assert.Throws<ArgumentException>(static () => GuestMemory.Create([new(1, Page)]));
        Assert.Throws<ArgumentException>(static () => GuestMemory.Create([new(0, Page, GuestMemoryBacking.Hugetlb2M)]));
        Assert.Throws<ArgumentException>(static () => GuestMemory.Create([new(Page, Page), new(0, 2 * Page)]));
        Assert.Throws<ArgumentException>(static () => GuestMemory.Create([new(0, Page), new(0, Page)]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => GuestMemory.Create([new(0, Page, (GuestMemoryBacking)99)]));
    }

    [Fact]
    public void Copies_cross_regions_that_touch_and_no_hole_and_spans_cross_neither()
    {
        using GuestMemory memory = GuestMemory.Create([new(Page, Page), new(2 * Page, Page, GuestMemoryBacking.Memfd), new(4 * Page, Page)]);
        byte[] bytes = [.. Enumerable.Range(1, 200).Select(static i => (byte)i)];
        memory.CopyFrom((2 * Page) - 100, bytes);
        byte[] read = new byte[200];
        memory.CopyTo((2 * Page) - 100, read);
        Assert.Equal(bytes, read);
        Assert.Equal(101, memory.Read<byte>(2 * Page));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan((2 * Page) - 1, 2).Length);

        Array.Clear(read);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.CopyTo((3 * Page) - 100, read));
        Assert.DoesNotContain(read, static value => value != 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.CopyFrom((3 * Page) - 100, bytes));
        Assert.False(memory.GetSpan((3 * Page) - 100, 100).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Nothing_is_copied_anywhere_but_a_span_of_nothing_lies_somewhere()
    {
        using GuestMemory memory = GuestMemory.Create([new(Page, Page)]);
        memory.CopyTo(0, []);
        memory.CopyFrom(ulong.MaxValue, []);
        memory.Discard(5, 0);
        Assert.Equal(0, memory.GetSpan(Page, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.GetSpan(2 * Page, 0).Length);
    }

    [Fact]
    public void Volatile_access_is_aligned_and_of_a_numbers_size()
    {
        using GuestMemory memory = GuestMemory.Create(Page);
        memory.VolatileWrite(8, 0x1122334455667788UL);
        Assert.Equal(0x1122334455667788UL, memory.VolatileRead<ulong>(8));
        Assert.Equal(0x55667788U, memory.VolatileRead<uint>(8));
        Assert.Equal(0x1122, memory.VolatileRead<ushort>(14));
        Assert.Throws<ArgumentException>(() => memory.VolatileRead<uint>(2));
        Assert.Throws<ArgumentException>(() => memory.VolatileWrite(0, default(Int128)));
    }

    [Fact]
    public void After_dispose_each_member_says_so()
    {
        GuestMemory memory = GuestMemory.Create([new(0, Page), new(Page, Page, GuestMemoryBacking.Memfd)]);
        GuestMemoryRegion region = memory.Regions[1];
        memory.Dispose();
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.GetSpan(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(() => memory.TryGetSpan(0, 1, out _));
        Assert.Throws<ObjectDisposedException>(() => memory.TryGetSpan(0, -1, out _));
        Assert.Throws<ObjectDisposedException>(() => memory.Read<int>(0));
        Assert.Throws<ObjectDisposedException>(() => memory.Write(0, 1));
        Assert.Throws<ObjectDisposedException>(() => memory.VolatileRead<int>(0));
        Assert.Throws<ObjectDisposedException>(() => memory.VolatileWrite(0, 1));
        Assert.Throws<ObjectDisposedException>(() => memory.CopyTo(0, new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => memory.CopyFrom(0, new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => memory.Discard(0, Page));
        Assert.Throws<ObjectDisposedException>(memory.Prefault);
        Assert.Throws<ObjectDisposedException>(() => region.GetSpan(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(() => region.Discard(0, Page));
        Assert.Throws<ObjectDisposedException>(region.Prefault);
    }

    [Theory]
    [InlineData(GuestMemoryBacking.Anonymous)]
    [InlineData(GuestMemoryBacking.Memfd)]
    public void A_span_that_was_kept_reads_zeros_after_dispose(GuestMemoryBacking backing)
    {
        GuestMemory memory = GuestMemory.Create([new(0, 16 * Page, backing)]);
        Span<byte> kept = memory.GetSpan(0, (int)(16 * Page));
        kept.Fill(7);
        memory.Dispose();
        Assert.False(kept.ContainsAnyExcept((byte)0));
        kept.Fill(9);
        using GuestMemory other = GuestMemory.Create([new(0, 16 * Page, backing)]);
        Assert.False(other.GetSpan(0, (int)(16 * Page)).ContainsAnyExcept((byte)0));
        GC.KeepAlive(memory);
    }

    [Fact]
    public async Task Whoever_reads_while_another_disposes_reads_or_is_told()
    {
        for (int round = 0; round < 200; round++)
        {
            GuestMemory memory = GuestMemory.Create([new(0, 4 * Page, round % 2 == 0 ? GuestMemoryBacking.Anonymous : GuestMemoryBacking.Memfd)]);
            using var started = new ManualResetEventSlim();
            Task<bool> reader = Task.Factory.StartNew(
                () =>
                {
                    byte[] bytes = new byte[4 * Page];
                    try
                    {
                        while (true)
                        {
                            memory.Write(8, 5UL);
                            if (memory.Read<ulong>(8) is not (0 or 5))
                                return false;
                            memory.CopyTo(0, bytes);
                            memory.Discard(Page, Page);
                            started.Set();
                        }
                    }
                    catch (ObjectDisposedException)
                    {
                        return true;
                    }
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            started.Wait(TestContext.Current.CancellationToken);
            memory.Dispose();
            Assert.True(await reader);
        }
    }

    [Theory]
    [InlineData(GuestMemoryBacking.Anonymous)]
    [InlineData(GuestMemoryBacking.Memfd)]
    public void Pages_that_are_prefaulted_are_there_and_zero(GuestMemoryBacking backing)
    {
        using GuestMemory memory = GuestMemory.Create([new(0, 4 * Page, backing) { Prefault = true, ExcludeFromCoreDump = true }]);
        memory.Write<byte>(0, 1);
        memory.Prefault();
        Assert.Equal(1, memory.Read<byte>(0));
        Assert.False(memory.GetSpan(1, (int)(4 * Page) - 1).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void What_is_discarded_of_a_memfd_is_free_and_zero()
    {
        using GuestMemory memory = GuestMemory.Create([new(0, 64 * Page, GuestMemoryBacking.Memfd)]);
        memory.GetSpan(0, (int)(64 * Page)).Fill(1);
        Assert.Equal(64 * Page, BytesInUse(memory));
        memory.Discard(16 * Page, 32 * Page);
        Assert.Equal(32 * Page, BytesInUse(memory));
        Assert.Equal(64 * Page, Stat(memory, "%s"));
        Assert.Equal(1, memory.Read<byte>((16 * Page) - 1));
        Assert.False(memory.GetSpan(16 * Page, (int)(32 * Page)).ContainsAnyExcept((byte)0));
        Assert.Equal(1, memory.Read<byte>(48 * Page));
    }

    [Fact]
    public void Discards_cross_regions_that_touch_in_whole_pages()
    {
        using GuestMemory memory = GuestMemory.Create([new(0, 2 * Page), new(2 * Page, 2 * Page, GuestMemoryBacking.Memfd)]);
        memory.CopyFrom(0, Enumerable.Repeat((byte)3, (int)(4 * Page)).ToArray());
        Assert.Throws<ArgumentException>(() => memory.Discard(Page, Page + 1));
        Assert.Throws<ArgumentException>(() => memory.Discard(1, Page));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Discard(Page, 4 * Page));
        Assert.Equal(3, memory.Read<byte>(Page));
        memory.Discard(Page, 2 * Page);
        Assert.Equal([3, 0, 0, 3], Enumerable.Range(0, 4).Select(page => (int)memory.Read<byte>((ulong)page * Page)));
    }

    private static ulong BytesInUse(GuestMemory memory) => Stat(memory, "%b") * 512;

    // stat(1): the BCL does not tell how many blocks a file has.
    private static ulong Stat(GuestMemory memory, string format)
    {
        using Process stat = Process.Start(new ProcessStartInfo("stat", ["-L", "-c", format, $"/proc/{Environment.ProcessId}/fd/{memory.Regions[0].File!.DangerousGetHandle()}"])
        {
            RedirectStandardOutput = true,
        })!;
        string answer = stat.StandardOutput.ReadToEnd();
        stat.WaitForExit();
        return ulong.Parse(answer, CultureInfo.InvariantCulture);
    }
}
