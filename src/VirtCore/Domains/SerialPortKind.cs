namespace VirtCore;

/// <summary>The kinds of <see cref="SerialPort"/>.</summary>
public enum SerialPortKind
{
    /// <summary>A file that is appended to. QEMU's <c>-chardev file</c>.</summary>
    File,

    /// <summary>A listening unix stream socket. QEMU's <c>-chardev socket</c>.</summary>
    Socket,
}
