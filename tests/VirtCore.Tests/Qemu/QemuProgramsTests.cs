using VirtCore.Qemu;
using Xunit;

namespace VirtCore.Tests.Qemu;

public sealed class QemuProgramsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("virtcore-programs-").FullName;

    [Fact]
    public void Programs_are_found_in_the_order_of_the_path_and_once_each()
    {
        string first = Make("first/qemu-system-x86_64");
        string kvm = Make("second/qemu-kvm");
        Make("second/qemu-img");
        File.SetUnixFileMode(Make("second/qemu-system-s390x"), UnixFileMode.UserRead);
        File.CreateSymbolicLink(Path.Combine(_directory, "second", "qemu-system-link"), first);
        Directory.CreateSymbolicLink(Path.Combine(_directory, "third"), Path.Combine(_directory, "second"));
        Assert.Equal(
            [first, kvm],
            QemuPrograms.Find($"{_directory}/absent:{_directory}/first::{_directory}/second:{_directory}/third:{_directory}/first")
                .Where(path => path.StartsWith(_directory, StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Make(string name)
    {
        string path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
