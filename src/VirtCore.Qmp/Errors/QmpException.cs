namespace VirtCore.Qmp;

/// <summary>What goes wrong between VirtCore and QEMU's monitor.</summary>
public abstract class QmpException : Exception
{
    private protected QmpException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
