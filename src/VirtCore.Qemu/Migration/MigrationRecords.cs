using VirtCore.Interop;
using VirtCore.Migration;

namespace VirtCore.Qemu;

/// <summary>The durable records of a host's migrations: a file a migration and side, <c>migrations/ID.source</c> or <c>ID.target</c>.</summary>
internal sealed class MigrationRecords : IDisposable
{
    private const string TemporarySuffix = DirectoryFile.TemporarySuffix;

    private readonly SafeFileDescriptor _directory;
    private readonly string _path;

    private MigrationRecords(string path)
    {
        _path = path;
        _directory = DirectoryFile.OpenDirectory(path);
    }

    public static MigrationRecords Open(string stateDirectory) => new(Path.Combine(stateDirectory, "migrations"));

    /// <summary>Writes a record; it is on disk when the task completes. The disk is waited for on a pool thread of its own.</summary>
    /// <exception cref="KernelException">ENOSPC, EDQUOT, EROFS, EIO: the record is as it was before.</exception>
    /// <remarks>Cancelled only before it has begun: a record is written or it is not.</remarks>
    public Task WriteAsync(MigrationRecord record, CancellationToken cancellationToken)
    {
        byte[] content = MigrationRecordFormat.Format(record);
        return Task.Run(() => DirectoryFile.WriteDurably(_directory, NameOf(record.Id, record.Side), content), cancellationToken);
    }

    /// <summary>Removes a record.</summary>
    public Task RemoveAsync(Guid id, MigrationSide side) => Task.Run(() =>
    {
        // A source's record goes last. One that the machine's death brings back finds both QEMUs dead, and is only resolved once more.
        if (DirectoryFile.Unlink(_directory, NameOf(id, side)) && side == MigrationSide.Target)
            DirectoryFile.SyncDirectory(_directory);
    });

    /// <summary>One record, or null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public MigrationRecord? Read(Guid id, MigrationSide side) => Read(NameOf(id, side));

    /// <summary>
    /// Removes what a writer left that died before its rename: the record beside it is whole. Only while this process writes none.
    /// </summary>
    public void RemoveTemporaries()
    {
        foreach (string path in Directory.EnumerateFiles(_path, "*" + TemporarySuffix))
            DirectoryFile.Unlink(_directory, Path.GetFileName(path));
    }

    /// <summary>All records, and for each file that is not one what is wrong with it.</summary>
    public IReadOnlyList<MigrationRecord> ReadAll(ICollection<string> damaged)
    {
        List<MigrationRecord> records = [];
        foreach (string path in Directory.EnumerateFiles(_path).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (name.EndsWith(TemporarySuffix, StringComparison.Ordinal))
                continue;

            try
            {
                if (Read(name) is { } record)
                    records.Add(record);
            }
            catch (InvalidDataException e)
            {
                damaged.Add($"{path}: {e.Message}");
            }
        }

        return records;
    }

    public void Dispose() => _directory.Dispose();

    private static string NameOf(Guid id, MigrationSide side) => $"{id:N}.{(side == MigrationSide.Source ? "source" : "target")}";

    private MigrationRecord? Read(string name) =>
        DirectoryFile.Read(_directory, name, MigrationRecordFormat.MaxBytes) is { } content ? MigrationRecordFormat.Parse(content) : null;
}
