using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>The native program, as it is embedded in this assembly.</summary>
/// <remarks>It is run from memory: a package unpacks without an execute bit for others, and no file can be swapped in between.</remarks>
internal sealed class GuardImage : IDisposable
{
    private const string ProgramName = "virtcore-guard";
    private readonly string _privateDirectory;
    private readonly SafeFileDescriptor? _memory;

    public GuardImage(string privateDirectory)
    {
        _privateDirectory = privateDirectory;
        try
        {
            _memory = ExecutableMemory.Create(Read());
        }
        catch (KernelException exception) when (IsForbidden(exception.Errno))
        {
            // Only a file will do.
        }
    }

    /// <summary>Starts the launcher on its end of a socket. Blocks for a millisecond or two.</summary>
    /// <exception cref="KernelException">It could not be started.</exception>
    public void Start(SafeSocketDescriptor socket)
    {
        int error = _memory is null ? EACCES : StartFromMemory(_memory, socket);
        if (IsForbidden(error))
            error = StartFromFile(socket);
        if (error != 0)
            throw new KernelException("start virtcore-guard", error, hint: IsForbidden(error) ? $"\"{_privateDirectory}\" must allow execution." : null);
    }

    public void Dispose() => _memory?.Dispose();

    private static int StartFromMemory(SafeFileDescriptor memory, SafeSocketDescriptor socket)
    {
        using var lease = new DescriptorLease(memory);
        return DetachedProgram.Run($"/proc/self/fd/{lease.Number}", ProgramName, socket, Interop.Uapi.VG.HOST_SOCKET);
    }

    private int StartFromFile(SafeSocketDescriptor socket)
    {
        using PrivateProgramFile file = PrivateProgramFile.Create(_privateDirectory, Read());
        int error;
        // Another thread's fork may hold the file open for writing until its exec.
        for (int attempt = 0; (error = DetachedProgram.Run(file.FileName, ProgramName, socket, Interop.Uapi.VG.HOST_SOCKET)) == ETXTBSY && attempt < 100; attempt++)
            Thread.Yield();
        return error;
    }

    private static bool IsForbidden(int error) => error == EACCES || error == EPERM;

    private static byte[] Read()
    {
        using Stream stream = typeof(GuardImage).Assembly.GetManifestResourceStream(ProgramName)
            ?? throw new InvalidOperationException("This assembly was built without virtcore-guard.");
        byte[] program = new byte[stream.Length];
        stream.ReadExactly(program);
        return program;
    }
}
