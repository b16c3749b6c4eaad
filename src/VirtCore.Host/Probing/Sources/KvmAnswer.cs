using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>What /dev/kvm says.</summary>
internal sealed record KvmAnswer
{
    /// <summary>0, or why the device does not open.</summary>
    public int OpenError { get; init; }

    /// <summary>KVM_GET_API_VERSION.</summary>
    public int ApiVersion { get; init; }

    /// <summary>KVM_CHECK_EXTENSION of each of <see cref="KvmCapabilities.All"/>, in their order.</summary>
    public IReadOnlyList<int> Capabilities { get; init; } = [];

    /// <summary>What became of a guest; null when none was run.</summary>
    public KvmTrialResult? Trial { get; init; }
}
