using VirtCore.Interop;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.Tests.Interop;

/// <summary>That nothing opens what is not really below the held directory, with openat2 and without it.</summary>
public sealed class BeneathFileTests : IDisposable
{
    private readonly string _outside = Directory.CreateTempSubdirectory("virtcore-beneath-").FullName;
    private readonly string _held;
    private readonly SafeFileDescriptor _directory;

    public BeneathFileTests()
    {
        File.WriteAllText(Path.Combine(_outside, "secret"), "secret");
        _held = Directory.CreateDirectory(Path.Combine(_outside, "held")).FullName;
        Directory.CreateDirectory(Path.Combine(_held, "a", "b"));
        File.WriteAllText(Path.Combine(_held, "a", "b", "file"), "inside");
        File.CreateSymbolicLink(Path.Combine(_held, "out"), "../secret");
        File.CreateSymbolicLink(Path.Combine(_held, "up"), "..");
        File.CreateSymbolicLink(Path.Combine(_held, "within"), "a/b");
        File.CreateSymbolicLink(Path.Combine(_held, "absolute"), Path.Combine(_outside, "secret"));
        _directory = DirectoryFile.OpenDirectory(_held);
    }

    public static TheoryData<bool> Ways => [false, true];

    public void Dispose()
    {
        _directory.Dispose();
        Directory.Delete(_outside, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_below_is_opened(bool walk)
    {
        Assert.Equal("inside", Read("a/b/file", walk, out _));
        using SafeFileDescriptor? self = Open(".", walk, out _);
        Assert.NotNull(self);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..")]
    [InlineData("a/../../secret")]
    [InlineData("a/../a/b/file")]
    [InlineData("up/secret")]
    [InlineData("out")]
    [InlineData("within/file")]
    [InlineData("absolute")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b/nothing")]
    [InlineData("a/b/file/below")]
    [InlineData("")]
    [InlineData("a\0")]
    public void What_is_not_is_not(string path)
    {
        // openat2 resolves a/../a, which stays below; the walk takes no ".." at all.
        if (path != "a/../a/b/file")
            Assert.Null(Read(path, walk: false, out int error) ?? (error == 0 ? "no error" : null));
        Assert.Null(Read(path, walk: true, out int refused) ?? (refused == 0 ? "no error" : null));
    }

    [Fact]
    public void Errors_say_which()
    {
        Assert.Null(Open("nothing", walk: false, out int error));
        Assert.Equal(ENOENT, error);
        Assert.Null(Open("..", walk: false, out error));
        Assert.Equal(EXDEV, error);
        Assert.Null(Open("within", walk: false, out error));
        Assert.Equal(ELOOP, error);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Another_file_system_is_not_entered(bool walk)
    {
        using SafeFileDescriptor root = DirectoryFile.OpenDirectory("/");
        Assert.Null(BeneathOpen(root, "proc/self/status", walk, out int error));
        Assert.Equal(EXDEV, error);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_directory_that_is_swapped_for_a_link_meanwhile_leads_nowhere(bool walk)
    {
        File.WriteAllText(Path.Combine(_outside, "file"), "secret");
        string name = Path.Combine(_held, "a", "b"), aside = Path.Combine(_held, "aside"), link = Path.Combine(_held, "link");
        File.CreateSymbolicLink(link, _outside);
        using var stop = new CancellationTokenSource();
        var swapper = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Directory.Move(name, aside);
                Directory.Move(link, name);
                Directory.Move(name, link);
                Directory.Move(aside, name);
            }
        });
        swapper.Start();
        int inside = 0, refused = 0;
        for (int i = 0; i < 20_000 || (inside == 0 | refused == 0 && i < 1_000_000); i++)
        {
            string? read = Read("a/b/file", walk, out _);
            Assert.NotEqual("secret", read);
            if (read is null)
                refused++;
            else
                inside++;
        }

        stop.Cancel();
        swapper.Join();
        Assert.True(inside > 0 && refused > 0, $"{inside} inside, {refused} refused: the race was none.");
    }

    private string? Read(string path, bool walk, out int error)
    {
        using SafeFileDescriptor? file = Open(path, walk, out error);
        if (file is null)
            return null;
        Span<byte> text = stackalloc byte[16];
        int length = CgroupFiles.Read(file, text);
        return length < 0 ? null : System.Text.Encoding.UTF8.GetString(text[..length]);
    }

    private SafeFileDescriptor? Open(string path, bool walk, out int error) => BeneathOpen(_directory, path, walk, out error);

    private static SafeFileDescriptor? BeneathOpen(SafeFileDescriptor directory, string path, bool walk, out int error) =>
        walk ? BeneathFile.TryWalk(directory, path, O_RDONLY, out error) : BeneathFile.TryOpen(directory, path, O_RDONLY, out error);
}
