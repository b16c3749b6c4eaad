namespace VirtCore.Interop;

/// <summary>What became of a <see cref="KvmTrial"/>.</summary>
internal sealed record KvmTrialResult(KvmTrialOutcome Outcome)
{
    /// <summary>Why the guest left, where that was not as it should: <c>KVM_EXIT_*</c>.</summary>
    public uint ExitReason { get; init; }

    /// <summary>What the kernel refused, or null.</summary>
    public KernelException? Refusal { get; init; }

    /// <summary>From the making of the machine to the guest's halt.</summary>
    public TimeSpan Time { get; init; }
}
