using System.Globalization;
using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm;

/// <summary>Guest memory of the host's pool of huge pages. The pool is left as it was found.</summary>
public sealed class HugePagesTests : LiveTest
{
    private const string Pool = "/sys/kernel/mm/hugepages/hugepages-2048kB/";
    private const string Size = Pool + "nr_hugepages";
    private const ulong HugePage = 2 << 20;

    private string? _restore;

    protected override ValueTask CleanUpAsync()
    {
        if (_restore is { } size)
            File.WriteAllText(Size, size);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_pool_that_is_empty_is_an_error_that_says_how_to_fill_it()
    {
        RequirePool();
        ulong more = (Read("free_hugepages") + Read("nr_overcommit_hugepages") + 1) * HugePage;
        KernelException refused = Assert.Throws<KernelException>(() => GuestMemory.Create([new(0, more, GuestMemoryBacking.Hugetlb2M)]));
        Assert.Contains(Size, refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_with_pages_gives_memory_and_takes_back_what_is_discarded()
    {
        RequirePool();
        ulong size = Read("nr_hugepages");
        try
        {
            _restore = size.ToString(CultureInfo.InvariantCulture);
            File.WriteAllText(Size, (size + 2).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _restore = null;
            Assert.Skip($"the pool of huge pages cannot be set: {refused.Message}");
        }

        if (Read("nr_hugepages") < size + 2)
            Assert.Skip("this host has no two huge pages to give");
        ulong free = Read("free_hugepages");
        using (GuestMemory memory = GuestMemory.Create([new(0, 2 * HugePage, GuestMemoryBacking.Hugetlb2M)]))
        {
            Assert.Equal(free - 2, Read("free_hugepages"));
            memory.Write(HugePage - 1, (byte)7);
            memory.Write((2 * HugePage) - 8, 9UL);
            Assert.Throws<ArgumentException>(() => memory.Discard(0, 4096));
            memory.Discard(HugePage, HugePage);
            Assert.Equal(free - 1, Read("free_hugepages"));
            Assert.Equal(7, memory.Read<byte>(HugePage - 1));
            Assert.Equal(0UL, memory.Read<ulong>((2 * HugePage) - 8));
        }

        Assert.Equal(free, Read("free_hugepages"));
    }

    private static void RequirePool()
    {
        if (!File.Exists(Size))
            Assert.Skip("this kernel has no huge pages of 2 MiB (CONFIG_HUGETLBFS)");
    }

    private static ulong Read(string file) => ulong.Parse(File.ReadAllText(Pool + file), CultureInfo.InvariantCulture);
}
