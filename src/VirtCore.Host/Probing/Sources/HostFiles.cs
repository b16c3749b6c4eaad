namespace VirtCore.Host;

/// <summary>Where the probe reads: the files of this host, or those that were recorded on another.</summary>
internal abstract class HostFiles
{
    /// <summary>This host's own.</summary>
    public static HostFiles Root { get; } = new RootFiles();

    /// <summary>A file's content; null when it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public abstract byte[]? Read(string path);

    /// <summary>The names in a directory, in no order; none when it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public abstract IReadOnlyList<string> List(string directory);

    /// <summary>Whether there is a file or a directory.</summary>
    public abstract bool Exists(string path);

    /// <summary>Whether this process may read and write a file: 0 or the errno. Nothing is opened.</summary>
    public abstract int AccessError(string path);
}
