using VirtCore.Qemu;
using Xunit;

namespace VirtCore.Tests.Qemu;

public sealed class QemuArgumentsTests
{
    private static readonly DomainDefinition s_definition = new()
    {
        Name = "web-1",
        Uuid = new Guid("6a1f3b52-9d0e-4a77-8b1e-2f0c5d6e7f80"),
        Memory = MemorySize.FromMebibytes(256),
        Accelerator = Accelerator.Tcg,
        Boot = new BootSource { Kernel = "/boot/vmlinuz", Initrd = "/boot/initrd", CommandLine = "console=ttyS0 quiet" },
        Serial = SerialPort.ToFile("serial.log"),
    };

    [Fact]
    public void A_definition_becomes_a_machine_that_starts_stopped()
    {
        IReadOnlyList<string> arguments = QemuArguments.Build(s_definition, "/run/d", incoming: false);
        Assert.Contains("-S", arguments);
        Assert.Equal("guest=web-1,debug-threads=on", After(arguments, "-name"));
        Assert.Equal("q35", After(arguments, "-machine"));
        Assert.Equal("tcg", After(arguments, "-accel"));
        Assert.Equal("size=268435456B", After(arguments, "-m"));
        Assert.Equal("1", After(arguments, "-smp"));
        Assert.Equal("6a1f3b52-9d0e-4a77-8b1e-2f0c5d6e7f80", After(arguments, "-uuid"));
        Assert.Equal("console=ttyS0 quiet", After(arguments, "-append"));
        Assert.DoesNotContain("-incoming", arguments);
    }

    [Fact]
    public void A_target_differs_from_a_start_in_nothing_that_the_guest_can_see()
    {
        IReadOnlyList<string> started = QemuArguments.Build(s_definition, "/run/d", incoming: false);
        IReadOnlyList<string> target = QemuArguments.Build(s_definition, "/run/d", incoming: true);
        Assert.Equal([.. started, "-incoming", "defer"], target);
    }

    [Fact]
    public void Both_monitors_are_sockets_that_listen_already()
    {
        IReadOnlyList<string> arguments = QemuArguments.Build(s_definition, "/run/d", incoming: false);
        Assert.Contains("socket,id=control,fd=3,server=on,wait=off", arguments);
        Assert.Contains("socket,id=diagnostics,fd=4,server=on,wait=off", arguments);
    }

    [Theory]
    [InlineData("serial.log", "file,id=serial0,path=/run/d/serial.log,append=on")]
    [InlineData("/var/log/a,b", "file,id=serial0,path=/var/log/a,,b,append=on")]
    public void A_serial_file_lies_in_the_domains_directory_or_where_its_path_says(string path, string expected)
    {
        DomainDefinition definition = s_definition with { Serial = SerialPort.ToFile(path) };
        Assert.Contains(expected, QemuArguments.Build(definition, "/run/d", incoming: false));
    }

    [Fact]
    public void Commas_in_values_cannot_become_options()
    {
        DomainDefinition definition = s_definition with
        {
            CpuModel = "qemu64,+x2apic",
            Boot = new BootSource { FloppyImage = "/a,format=qcow2" },
        };
        IReadOnlyList<string> arguments = QemuArguments.Build(definition, "/run/d", incoming: false);
        Assert.Equal("qemu64,,+x2apic", After(arguments, "-cpu"));
        Assert.Equal("if=floppy,format=raw,read-only=on,file=/a,,format=qcow2", After(arguments, "-drive"));
    }

    private static string After(IReadOnlyList<string> arguments, string option)
    {
        int index = arguments.ToList().IndexOf(option);
        Assert.True(index >= 0, $"{option} is missing");
        return arguments[index + 1];
    }
}
