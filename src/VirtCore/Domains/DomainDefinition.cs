namespace VirtCore;

/// <summary>What a domain (a virtual machine) is made of: what its guest can see, and nothing of where it runs.</summary>
/// <remarks>
/// Immutable. The words are libvirt's: see <see href="https://libvirt.org/formatdomain.html">Domain XML format</see>. A target of a
/// migration is started from the source's definition, so both sides show the guest the same machine.
/// </remarks>
public sealed record DomainDefinition
{
    /// <summary>The name, unique on its host: 1 to 64 characters of A-Z, a-z, 0-9, dot, hyphen and underscore, not starting with a dot or hyphen.</summary>
    public required string Name { get; init; }

    /// <summary>The identity that the guest sees (SMBIOS) and that both sides of a migration share. Not <see cref="Guid.Empty"/>.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The guest's RAM. A multiple of 1 MiB.</summary>
    public required MemorySize Memory { get; init; }

    /// <summary>How many virtual CPUs, at least 1.</summary>
    public int VirtualCpus { get; init; } = 1;

    /// <summary>The machine type, by QEMU's name: <c>q35</c>, <c>pc</c> or a versioned one such as <c>pc-q35-7.2</c>.</summary>
    public string Machine { get; init; } = "q35";

    /// <summary>The CPU model, by QEMU's name, or null for the accelerator's default.</summary>
    public string? CpuModel { get; init; }

    /// <summary>What executes the guest's instructions.</summary>
    public Accelerator Accelerator { get; init; } = Accelerator.Kvm;

    /// <summary>How the guest starts.</summary>
    public BootSource Boot { get; init; } = new();

    /// <summary>Where the first serial port leads, or null for none.</summary>
    public SerialPort? Serial { get; init; }

    /// <summary>Checks the definition by itself, without a host.</summary>
    /// <exception cref="ArgumentException">Something is missing or out of range; the message names it.</exception>
    public void Validate()
    {
        if (!DomainName.IsValid(Name))
            throw new ArgumentException($"The domain's name \"{Name}\" is not valid: {DomainName.Rule}.", nameof(Name));
        if (Uuid == Guid.Empty)
            throw new ArgumentException($"Domain \"{Name}\" has no UUID.", nameof(Uuid));
        if (Memory.Bytes <= 0 || Memory.Bytes % MemorySize.FromMebibytes(1).Bytes != 0)
            throw new ArgumentException($"Domain \"{Name}\": memory of {Memory.Bytes} bytes is not a positive multiple of 1 MiB.", nameof(Memory));
        if (VirtualCpus < 1)
            throw new ArgumentException($"Domain \"{Name}\": {VirtualCpus} virtual CPUs; at least 1 is needed.", nameof(VirtualCpus));
        if (!IsToken(Machine))
            throw new ArgumentException($"Domain \"{Name}\": the machine type \"{Machine}\" is not a QEMU name.", nameof(Machine));
        if (CpuModel is not null && CpuModel.Length == 0)
            throw new ArgumentException($"Domain \"{Name}\": the CPU model is empty; leave it null for the default.", nameof(CpuModel));
        Boot.Validate(Name);
        Serial?.Validate(Name);
    }

    // Machine types reach QEMU inside a comma-separated option, so nothing but a plain name may pass.
    private static bool IsToken(string text) =>
        text.Length > 0 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
