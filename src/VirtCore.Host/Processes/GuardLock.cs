using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>The lock of a state directory. Who has it knows that no guard lives there and that none starts meanwhile.</summary>
/// <remarks>Until its exec the child has it too, so a guard's death alone does not free it while a process unknown to the record might run.</remarks>
internal static class GuardLock
{
    /// <summary>Null when somebody else has it, or it was replaced meanwhile.</summary>
    public static SafeFileDescriptor? TryTake(SafeFileDescriptor directory)
    {
        SafeFileDescriptor file = DirectoryFile.Open(directory, GuardFiles.Lock, O_RDWR | O_CREAT, mode: 0x180 /* 0600 */)!;
        try
        {
            // Who has the lock may remove its file: then this one is not the directory's any more.
            if (DirectoryFile.TryLock(file) && DirectoryFile.IsSameFile(directory, GuardFiles.Lock, file))
                return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }
}
