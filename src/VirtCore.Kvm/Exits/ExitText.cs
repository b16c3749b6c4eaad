using System.Globalization;

namespace VirtCore.Kvm;

/// <summary>An exit in words.</summary>
internal static class ExitText
{
    public static string Of(KvmExit exit)
    {
        switch (exit.Reason)
        {
            case KvmExitReason.Io:
                KvmIoExit io = exit.Io;
                return string.Create(CultureInfo.InvariantCulture, $"{(io.Direction == KvmIoDirection.Out ? "out to" : "in from")} port 0x{io.Port:X}, {io.Count} x {io.Size} bytes");
            case KvmExitReason.Mmio:
                KvmMmioExit mmio = exit.Mmio;
                return string.Create(CultureInfo.InvariantCulture, $"{(mmio.IsWrite ? "write to" : "read from")} 0x{mmio.Address:X}, {mmio.Length} bytes");
            case KvmExitReason.InternalError:
                KvmInternalErrorExit error = exit.InternalError;
                return string.Create(CultureInfo.InvariantCulture, $"internal error {error.Suberror}") + Words(error.Data);
            case KvmExitReason.FailEntry:
                return string.Create(CultureInfo.InvariantCulture, $"entry refused, reason 0x{exit.FailEntry.HardwareEntryFailureReason:X}");
            case KvmExitReason.SystemEvent:
                return string.Create(CultureInfo.InvariantCulture, $"system event {exit.SystemEvent.Type}") + Words(exit.SystemEvent.Data);
            case KvmExitReason.MemoryFault:
                return string.Create(CultureInfo.InvariantCulture, $"memory fault at 0x{exit.MemoryFault.GuestAddress:X}, {exit.MemoryFault.Length} bytes");
            case KvmExitReason.Debug:
                return string.Create(CultureInfo.InvariantCulture, $"debug exception {exit.Debug.Exception} at 0x{exit.Debug.Pc:X}");
            default:
                return exit.Reason.ToString();
        }
    }

    private static string Words(ReadOnlySpan<ulong> data)
    {
        string text = "";
        foreach (ulong word in data)
            text += string.Create(CultureInfo.InvariantCulture, $" {word:X}");
        return text;
    }
}
