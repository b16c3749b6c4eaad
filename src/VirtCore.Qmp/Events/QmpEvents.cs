namespace VirtCore.Qmp;

/// <summary>Names of events that a driver listens to.</summary>
public static class QmpEvents
{
    /// <summary>The vCPUs were stopped.</summary>
    public const string Stop = "STOP";

    /// <summary>The vCPUs run again.</summary>
    public const string Resume = "RESUME";

    /// <summary>QEMU is about to end, or the guest has shut down; <c>reason</c> says why.</summary>
    public const string Shutdown = "SHUTDOWN";

    /// <summary>The power button was pressed.</summary>
    public const string Powerdown = "POWERDOWN";

    /// <summary>The machine was reset.</summary>
    public const string Reset = "RESET";

    /// <summary>The guest's kernel panicked.</summary>
    public const string GuestPanicked = "GUEST_PANICKED";

    /// <summary>A migration's status changed; sent when the capability <c>events</c> is on.</summary>
    public const string Migration = "MIGRATION";

    /// <summary>A migration began another pass over memory; sent when the capability <c>events</c> is on.</summary>
    public const string MigrationPass = "MIGRATION_PASS";

    /// <summary>A block device met an input/output error.</summary>
    public const string BlockIoError = "BLOCK_IO_ERROR";

    /// <summary>A device has been unplugged.</summary>
    public const string DeviceDeleted = "DEVICE_DELETED";
}
