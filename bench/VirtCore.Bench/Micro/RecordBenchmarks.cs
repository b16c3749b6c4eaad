using BenchmarkDotNet.Attributes;
using VirtCore.Migration;

namespace VirtCore.Bench;

/// <summary>A migration's record to its file's content and back, without the file.</summary>
public class RecordBenchmarks
{
    private readonly MigrationRecord _record = new()
    {
        Id = Guid.NewGuid(),
        Side = MigrationSide.Source,
        Step = MigrationStep.Performing,
        DomainName = "domain",
        DomainUuid = Guid.NewGuid(),
        WasRunning = true,
        Peer = "local:domain@/var/lib/virtcore/target",
    };

    private byte[] _content = [];

    [GlobalSetup]
    public void Setup() => _content = MigrationRecordFormat.Format(_record);

    [Benchmark]
    public byte[] Format() => MigrationRecordFormat.Format(_record);

    [Benchmark]
    public MigrationRecord Parse() => MigrationRecordFormat.Parse(_content);
}
