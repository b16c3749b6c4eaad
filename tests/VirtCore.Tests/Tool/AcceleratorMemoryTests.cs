using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class AcceleratorMemoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("virtcore-tests-").FullName;

    private string Kernel => Path.Combine(_directory, "kernel");

    private string Cache => Path.Combine(_directory, "cache", "accelerator.json");

    public AcceleratorMemoryTests() => File.WriteAllText(Kernel, "kernel");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Nothing_changed_means_the_same_key() =>
        Assert.Equal(AcceleratorMemory.KeyOf("6.18", true, Kernel), AcceleratorMemory.KeyOf("6.18", true, Kernel));

    [Fact]
    public void Another_host_kernel_device_guest_or_QEMU_means_another_key()
    {
        string key = AcceleratorMemory.KeyOf("6.18", true, Kernel);
        string other = Path.Combine(_directory, "other");
        File.Copy(Kernel, other);
        Assert.NotEqual(key, AcceleratorMemory.KeyOf("6.19", true, Kernel));
        Assert.NotEqual(key, AcceleratorMemory.KeyOf("6.18", false, Kernel));
        Assert.NotEqual(key, AcceleratorMemory.KeyOf("6.18", true, other));

        DateTime written = File.GetLastWriteTimeUtc(Kernel);
        File.SetLastWriteTimeUtc(Kernel, written.AddSeconds(1));
        Assert.NotEqual(key, AcceleratorMemory.KeyOf("6.18", true, Kernel));
        File.SetLastWriteTimeUtc(Kernel, written);
        Assert.Equal(key, AcceleratorMemory.KeyOf("6.18", true, Kernel));
        File.WriteAllText(Kernel, "another kernel");
        File.SetLastWriteTimeUtc(Kernel, written);
        Assert.NotEqual(key, AcceleratorMemory.KeyOf("6.18", true, Kernel));
    }

    [Fact]
    public void What_is_kept_is_recalled_under_its_key_alone()
    {
        var memory = new AcceleratorMemory("a key", KvmBoots: true, DateTimeOffset.UnixEpoch);
        memory.Keep(Cache);
        Assert.Equal(memory, AcceleratorMemory.Recall(Cache, "a key"));
        Assert.Null(AcceleratorMemory.Recall(Cache, "another key"));
        Assert.Equal(["accelerator.json"], Directory.GetFiles(Path.GetDirectoryName(Cache)!).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    public void A_cache_that_is_missing_or_damaged_remembers_nothing(string? content)
    {
        if (content is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Cache)!);
            File.WriteAllText(Cache, content);
        }

        Assert.Null(AcceleratorMemory.Recall(Cache, "a key"));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_no_failure()
    {
        new AcceleratorMemory("a key", KvmBoots: true, DateTimeOffset.UnixEpoch).Keep(Path.Combine(Kernel, "accelerator.json"));
        Assert.Equal("kernel", File.ReadAllText(Kernel));
    }
}
