using VirtCore.Host;
using VirtCore.Qemu;
using VirtCore.Qmp;
using Xunit;

namespace VirtCore.Tests.Qemu;

public sealed class QemuCheckTests
{
    [Fact]
    public void No_program_is_a_failure() =>
        Assert.Equal(["qemu=Fail"], Judge());

    [Fact]
    public void One_that_starts_is_enough() =>
        Assert.Equal(["qemu=Pass", "qemu:/a=Pass", "qemu:/b=Warn"], Judge(new("/a", new QmpVersion(7, 2, 22, "Debian"), null), new("/b", null, "no\naccelerator")));

    [Fact]
    public void None_that_starts_is_a_failure() => Assert.Equal(["qemu=Fail", "qemu:/b=Warn"], Judge(new QemuProgram("/b", null, "no accelerator")));

    [Fact]
    public void An_old_one_is_a_warning() => Assert.Equal(["qemu=Pass", "qemu:/a=Warn"], Judge(new QemuProgram("/a", new QmpVersion(5, 2, 0, ""), null)));

    private static string[] Judge(params QemuProgram[] programs) =>
        [.. QemuCheck.Judge(programs).Select(static check => $"{check.Id}={check.Status}")];
}
