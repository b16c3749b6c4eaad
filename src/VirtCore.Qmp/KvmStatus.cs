namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-kvm</c>.</summary>
/// <param name="Enabled">Whether KVM runs this machine.</param>
/// <param name="Present">Whether QEMU was built with KVM.</param>
public readonly record struct KvmStatus(bool Enabled, bool Present);
