using Xunit;

namespace VirtCore.Tests.Domains;

public sealed class DomainDefinitionTests
{
    private static readonly DomainDefinition Valid = new()
    {
        Name = "web-1",
        Uuid = Guid.Parse("5e0fd2a4-3a7f-4b52-9c3c-1f64f2f3e0a1"),
        Memory = MemorySize.FromMebibytes(64),
    };

    [Fact]
    public void A_small_definition_is_valid() => Valid.Validate();

    [Fact]
    public void A_full_definition_is_valid() => (Valid with
    {
        VirtualCpus = 4,
        Machine = "pc-q35-7.2",
        CpuModel = "max",
        Boot = new BootSource { Kernel = "/boot/vmlinuz", Initrd = "/boot/initrd", CommandLine = "console=ttyS0, quiet" },
        Serial = SerialPort.ToFile("console.log"),
    }).Validate();

    [Theory]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("-option")]
    [InlineData("a/b")]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("é")]
    public void A_name_that_could_break_a_path_or_an_option_is_refused(string name) => Refused(Valid with { Name = name }, "name");

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        (Valid with { Name = new string('a', 64) }).Validate();
        Refused(Valid with { Name = new string('a', 65) }, "name");
        Refused(Valid with { Name = null! }, "name");
    }

    [Fact]
    public void An_empty_UUID_is_refused() => Refused(Valid with { Uuid = Guid.Empty }, "UUID");

    [Theory]
    [InlineData(0)]
    [InlineData(-1048576)]
    [InlineData(1048577)]
    public void Memory_is_a_positive_multiple_of_1_MiB(long bytes) => Refused(Valid with { Memory = new MemorySize(bytes) }, "memory");

    [Fact]
    public void At_least_one_virtual_CPU_is_needed() => Refused(Valid with { VirtualCpus = 0 }, "virtual CPUs");

    [Theory]
    [InlineData("")]
    [InlineData("q35,accel=tcg")]
    [InlineData("q35 ")]
    public void A_machine_type_that_could_carry_options_is_refused(string machine) => Refused(Valid with { Machine = machine }, "machine type");

    [Fact]
    public void An_empty_CPU_model_is_refused() => Refused(Valid with { CpuModel = "" }, "CPU model");

    [Fact]
    public void What_belongs_to_a_kernel_needs_one()
    {
        Refused(Valid with { Boot = new BootSource { Initrd = "/i" } }, "needs a kernel");
        Refused(Valid with { Boot = new BootSource { CommandLine = "quiet" } }, "needs a kernel");
        Refused(Valid with { Boot = new BootSource { Kernel = "/k", FloppyImage = "/f" } }, "not from both");
    }

    [Fact]
    public void Boot_files_have_absolute_paths()
    {
        Refused(Valid with { Boot = new BootSource { Kernel = "vmlinuz" } }, "not an absolute path");
        Refused(Valid with { Boot = new BootSource { Kernel = "/k", Initrd = "i" } }, "not an absolute path");
        Refused(Valid with { Boot = new BootSource { FloppyImage = "f.img" } }, "not an absolute path");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b.log")]
    [InlineData("../b.log")]
    public void A_serial_port_leads_to_an_absolute_path_or_a_plain_name(string path)
    {
        Refused(Valid with { Serial = SerialPort.ToFile(path) }, "serial port");
        Refused(Valid with { Serial = SerialPort.ToSocket(path) }, "serial port");
    }

    [Fact]
    public void A_serial_port_knows_its_kind_and_path()
    {
        Assert.Equal((SerialPortKind.File, "/x"), (SerialPort.ToFile("/x").Kind, SerialPort.ToFile("/x").Path));
        Assert.Equal((SerialPortKind.Socket, "s"), (SerialPort.ToSocket("s").Kind, SerialPort.ToSocket("s").Path));
        Assert.Equal(SerialPort.ToFile("/x"), SerialPort.ToFile("/x"));
    }

    private static void Refused(DomainDefinition definition, string names)
    {
        var e = Assert.ThrowsAny<ArgumentException>(definition.Validate);
        Assert.Contains(names, e.Message, StringComparison.Ordinal);
    }
}
