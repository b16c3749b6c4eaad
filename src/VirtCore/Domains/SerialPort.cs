namespace VirtCore;

/// <summary>Where a guest's serial port leads.</summary>
public sealed record SerialPort
{
    private SerialPort(SerialPortKind kind, string path) => (Kind, Path) = (kind, path);

    /// <summary>Whether the path is a file or a socket.</summary>
    public SerialPortKind Kind { get; }

    /// <summary>An absolute path on the host, or a plain file name in the domain's own directory there (so each side of a migration has its own).</summary>
    public string Path { get; }

    /// <summary>What the guest writes is appended to a file. The two sides of a migration may share it.</summary>
    public static SerialPort ToFile(string path) => new(SerialPortKind.File, path);

    /// <summary>QEMU listens on a unix stream socket; the guest does not wait for a client.</summary>
    public static SerialPort ToSocket(string path) => new(SerialPortKind.Socket, path);

    internal void Validate(string domain)
    {
        if (Path.Length == 0 || (!System.IO.Path.IsPathFullyQualified(Path) && Path != System.IO.Path.GetFileName(Path)))
            throw new ArgumentException($"Domain \"{domain}\": the serial port's path \"{Path}\" is neither absolute nor a plain file name.");
    }
}
