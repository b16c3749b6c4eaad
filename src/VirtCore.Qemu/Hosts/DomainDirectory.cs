using VirtCore.Interop;

namespace VirtCore.Qemu;

/// <summary>A domain's directory below the host's state directory: <c>domains/NAME</c>. The guard keeps its own files in it too.</summary>
internal sealed class DomainDirectory : IDisposable
{
    public const string ControlSocket = "monitor.sock";
    public const string DiagnosticsSocket = "diagnostics.sock";
    public const string LogFile = "qemu.log";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DomainDirectory(string path, SafeFileDescriptor handle) => (Path, Handle) = (path, handle);

    public string Path { get; }

    public SafeFileDescriptor Handle { get; }

    public static string PathOf(string stateDirectory, string name) => System.IO.Path.Combine(stateDirectory, "domains", name);

    /// <summary>Makes the directory for a domain that is about to start.</summary>
    /// <exception cref="InvalidOperationException">There is one: a domain of this name exists.</exception>
    /// <exception cref="KernelException">It could not be made.</exception>
    public static DomainDirectory Create(string stateDirectory, DomainFile file)
    {
        string path = PathOf(stateDirectory, file.Name);
        if (Directory.Exists(path))
            throw new InvalidOperationException($"There is a domain \"{file.Name}\" already in \"{stateDirectory}\".");
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The domain's directory could not be made: {e.Message} Is the state directory writable?", e);
        }

        DomainDirectory? directory = null;
        try
        {
            directory = Open(path);
            DirectoryFile.Write(directory.Handle, DomainFile.FileName, file.ToJson());
            return directory;
        }
        catch
        {
            directory?.Dispose();
            Delete(path);
            throw;
        }
    }

    public static DomainDirectory Open(string path) => new(path, DirectoryFile.OpenDirectory(path));

    /// <summary>Removes a domain's directory and everything in it. Harmless when there is none.</summary>
    public static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody was faster; it is gone, which is all that is wanted.
        }
    }

    /// <summary>The definition that the domain was started with.</summary>
    /// <exception cref="InvalidDataException">The file is missing or damaged.</exception>
    public DomainFile ReadFile() =>
        DomainFile.Parse(
            DirectoryFile.Read(Handle, DomainFile.FileName, DomainFile.MaxLength)
            ?? throw new InvalidDataException($"\"{Path}\" has no {DomainFile.FileName}."));

    /// <summary>The migration that the domain of a directory came by, or null: it was started there, or there is no such directory.</summary>
    public static Guid? ReadMigration(string path)
    {
        if (!Directory.Exists(path))
            return null;
        using DomainDirectory directory = Open(path);
        byte[]? file = DirectoryFile.Read(directory.Handle, DomainFile.FileName, DomainFile.MaxLength);
        return file is null ? null : DomainFile.Parse(file).Migration;
    }

    /// <summary>Removes the directory of a domain that came by a migration; not that of another one of the same name.</summary>
    public static void DeleteMigration(string stateDirectory, string name, Guid migration)
    {
        string path = PathOf(stateDirectory, name);
        if (ReadMigration(path) == migration)
            Delete(path);
    }

    public void Dispose() => Handle.Dispose();
}
