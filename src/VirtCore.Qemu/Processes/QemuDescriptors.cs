namespace VirtCore.Qemu;

/// <summary>The descriptors that every QEMU is started with, by number.</summary>
internal static class QemuDescriptors
{
    /// <summary>Standard output: the domain's log.</summary>
    public const int Output = 1;

    /// <summary>Standard error: the domain's log.</summary>
    public const int Error = 2;

    /// <summary>The listening socket of the monitor that VirtCore uses.</summary>
    public const int ControlMonitor = 3;

    /// <summary>The listening socket of the monitor for anybody else.</summary>
    public const int DiagnosticsMonitor = 4;
}
