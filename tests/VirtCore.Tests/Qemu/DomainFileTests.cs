using System.Text;
using VirtCore.Qemu;
using Xunit;

namespace VirtCore.Tests.Qemu;

public sealed class DomainFileTests
{
    private static readonly DomainDefinition s_full = new()
    {
        Name = "db.2",
        Uuid = Guid.Parse("0c1f3b52-9d0e-4a77-8b1e-2f0c5d6e7f81"),
        Memory = MemorySize.FromGibibytes(3),
        VirtualCpus = 4,
        Machine = "pc-q35-7.2",
        CpuModel = "max",
        Accelerator = Accelerator.Tcg,
        Boot = new BootSource { Kernel = "/k", Initrd = "/i", CommandLine = "a=\"b\" c" },
        Serial = SerialPort.ToSocket("serial.sock"),
    };

    [Fact]
    public void A_definition_comes_back_as_it_was()
    {
        DomainFile file = DomainFile.Parse(DomainFile.From(s_full, autoDestroy: true).ToJson());
        Assert.Equal(s_full, file.ToDefinition());
        Assert.True(file.AutoDestroy);
    }

    [Fact]
    public void A_floppy_and_a_serial_file_come_back_too()
    {
        DomainDefinition definition = s_full with { Boot = new BootSource { FloppyImage = "/f" }, Serial = SerialPort.ToFile("/s"), CpuModel = null };
        Assert.Equal(definition, DomainFile.Parse(DomainFile.From(definition, autoDestroy: false).ToJson()).ToDefinition());
    }

    [Fact]
    public void Every_prefix_is_refused()
    {
        byte[] json = DomainFile.From(s_full, autoDestroy: false).ToJson();
        for (int length = 0; length < json.Length; length++)
            Assert.Throws<InvalidDataException>(() => DomainFile.Parse(json.AsSpan(0, length)));
    }

    [Fact]
    public void Another_version_is_refused()
    {
        string json = Encoding.UTF8.GetString(DomainFile.From(s_full, autoDestroy: false).ToJson()).Replace("\"Version\": 1", "\"Version\": 2", StringComparison.Ordinal);
        Assert.Contains("version 2", Assert.Throws<InvalidDataException>(() => DomainFile.Parse(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_that_is_not_valid_is_refused()
    {
        string json = Encoding.UTF8.GetString(DomainFile.From(s_full, autoDestroy: false).ToJson()).Replace("db.2", "../x", StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => DomainFile.Parse(Encoding.UTF8.GetBytes(json)));
    }
}
