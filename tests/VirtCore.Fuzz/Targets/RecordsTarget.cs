using System.Globalization;
using System.Numerics;
using System.Text;
using VirtCore.Host;
using VirtCore.Migration;
using VirtCore.Qemu;

namespace VirtCore.Fuzz;

/// <summary>
/// The files that a later process reads. The first line says which: <c>guard</c>, <c>migration</c> (<c>sealed</c>: with a checksum that fits what stands before
/// it), <c>domain</c>. The rest is the file.
/// </summary>
internal sealed class RecordsTarget : FuzzTarget
{
    public override string Name => "records";

    public override string Summary => "any file in the place of a record: read, and written again the same; or refused as damaged";

    public override IReadOnlyList<string> Assemblies => ["VirtCore", "VirtCore.Host", "VirtCore.Qemu"];

    public override IEnumerable<string> Words =>
    [
        "guard", "migration sealed", "domain", "virtcore-guard=1", "boot=", "guard=", "process=", "start=", "inode=", "tier=autokill", "exit=code ", "exit=signal ", "decision=committed", "undecided", "aborted",
        "virtcore-migration 1", "id=", "side=target", "step=", "domain=", "uuid=", "running=no", "peer=", "%0a", "\"Version\": 1", "\"MemoryBytes\": ", "\"VirtualCpus\": ", "\"Accelerator\": \"Kvm\"",
        "\"SerialKind\": \"Socket\"", "\"SerialPath\": \"", "\"FloppyImage\": \"", "\"Kernel\": \"", "\"CpuModel\": null", "\"Migration\": \"", "00000000-0000-0000-0000-000000000000", "18446744073709551615",
        .. Enum.GetNames<MigrationStep>().Select(static step => step.ToLowerInvariant()),
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        TextInput text = new(input);
        try
        {
            switch (text.Words)
            {
                case ["guard", ..]:
                    GuardRecordFile.Parse(Encoding.UTF8.GetString(text.Body));
                    break;
                case ["migration", "sealed", ..]:
                    ReadMigration(Seal(text.Body));
                    break;
                case ["migration", ..]:
                    ReadMigration(text.Body);
                    break;
                case ["domain", ..]:
                    ReadDomain(text.Body);
                    break;
                default:
                    DomainName.IsValid(text.Words[0]);
                    break;
            }
        }
        catch (InvalidDataException)
        {
        }
    }

    private static void ReadMigration(ReadOnlySpan<byte> content) =>
        Finding.Unless(MigrationRecordFormat.Format(MigrationRecordFormat.Parse(content)).AsSpan().SequenceEqual(content), "a record was read that is written otherwise");

    private static void ReadDomain(ReadOnlySpan<byte> json)
    {
        DomainFile file = DomainFile.Parse(json);
        Finding.Unless(DomainFile.Parse(file.ToJson()) == file, "a domain's file is another one after it was written");
        Finding.Unless(
            DomainFile.From(file.ToDefinition(), file.AutoDestroy, file.Migration).ToDefinition() == file.ToDefinition(), "a definition is another one after it was written");
    }

    // The checksum over the lines before the last, as the format says.
    private static byte[] Seal(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> body = content.IsEmpty ? content : content[..(content[..^1].LastIndexOf((byte)'\n') + 1)];
        uint crc = uint.MaxValue;
        foreach (byte value in body)
            crc = BitOperations.Crc32C(crc, value);
        return [.. body, .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"crc32c={~crc:x8}\n"))];
    }
}
