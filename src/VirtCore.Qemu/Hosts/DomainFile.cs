using System.Text.Json;
using System.Text.Json.Serialization;

namespace VirtCore.Qemu;

/// <summary>What a later process must know of a domain, as <c>domain.json</c> in the domain's directory.</summary>
internal sealed partial record DomainFile
{
    public const string FileName = "domain.json";
    public const int MaxLength = 1 << 20;
    private const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required string Name { get; init; }

    public required Guid Uuid { get; init; }

    public required long MemoryBytes { get; init; }

    public required int VirtualCpus { get; init; }

    public required string Machine { get; init; }

    public string? CpuModel { get; init; }

    public required Accelerator Accelerator { get; init; }

    public string? Kernel { get; init; }

    public string? Initrd { get; init; }

    public string? CommandLine { get; init; }

    public string? FloppyImage { get; init; }

    public SerialPortKind? SerialKind { get; init; }

    public string? SerialPath { get; init; }

    public bool AutoDestroy { get; init; }

    /// <summary>The migration that it came by, or null when it was started here.</summary>
    public Guid? Migration { get; init; }

    public static DomainFile From(DomainDefinition definition, bool autoDestroy, Guid? migration = null) => new()
    {
        Name = definition.Name,
        Uuid = definition.Uuid,
        MemoryBytes = definition.Memory.Bytes,
        VirtualCpus = definition.VirtualCpus,
        Machine = definition.Machine,
        CpuModel = definition.CpuModel,
        Accelerator = definition.Accelerator,
        Kernel = definition.Boot.Kernel,
        Initrd = definition.Boot.Initrd,
        CommandLine = definition.Boot.CommandLine,
        FloppyImage = definition.Boot.FloppyImage,
        SerialKind = definition.Serial?.Kind,
        SerialPath = definition.Serial?.Path,
        AutoDestroy = autoDestroy,
        Migration = migration,
    };

    /// <exception cref="InvalidDataException">It is not a domain's file of this version.</exception>
    public static DomainFile Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            DomainFile file = JsonSerializer.Deserialize(json, Format.Default.DomainFile)
                ?? throw new InvalidDataException($"{FileName} is empty.");
            if (file.Version != CurrentVersion)
                throw new InvalidDataException($"{FileName} has version {file.Version}; this VirtCore reads version {CurrentVersion}.");
            file.ToDefinition().Validate();
            return file;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{FileName} is damaged: {e.Message}", e);
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Format.Default.DomainFile);

    public DomainDefinition ToDefinition() => new()
    {
        Name = Name,
        Uuid = Uuid,
        Memory = new MemorySize(MemoryBytes),
        VirtualCpus = VirtualCpus,
        Machine = Machine,
        CpuModel = CpuModel,
        Accelerator = Accelerator,
        Boot = new BootSource { Kernel = Kernel, Initrd = Initrd, CommandLine = CommandLine, FloppyImage = FloppyImage },
        Serial = (SerialKind, SerialPath) switch
        {
            (SerialPortKind.File, { } path) => SerialPort.ToFile(path),
            (SerialPortKind.Socket, { } path) => SerialPort.ToSocket(path),
            _ => null,
        },
    };

    [JsonSourceGenerationOptions(
        WriteIndented = true,
        UseStringEnumConverter = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(DomainFile))]
    private sealed partial class Format : JsonSerializerContext;
}
