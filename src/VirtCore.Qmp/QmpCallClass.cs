namespace VirtCore.Qmp;

/// <summary>How long a command is expected to take; the time-outs stand in <see cref="QmpClientOptions"/>.</summary>
public enum QmpCallClass
{
    /// <summary>Asks something that QEMU knows: <see cref="QmpClientOptions.QueryTimeout"/>.</summary>
    Query,

    /// <summary>Changes the machine's state: <see cref="QmpClientOptions.ControlTimeout"/>.</summary>
    Control,

    /// <summary>May wait for storage or a peer: <see cref="QmpClientOptions.LongTimeout"/>.</summary>
    Long,
}
