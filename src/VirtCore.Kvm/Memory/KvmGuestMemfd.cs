using VirtCore.Interop;

namespace VirtCore.Kvm;

/// <summary>Memory that only a guest can use: no mapping of this process shows it (<c>KVM_CREATE_GUEST_MEMFD</c>, Linux 6.8).</summary>
public sealed class KvmGuestMemfd : IDisposable
{
    internal KvmGuestMemfd(ulong length, SafeFileDescriptor descriptor) => (Length, Descriptor) = (length, descriptor);

    /// <summary>Its length in bytes.</summary>
    public ulong Length { get; }

    internal SafeFileDescriptor Descriptor { get; }

    /// <summary>Closes the descriptor. Slots keep the memory.</summary>
    public void Dispose() => Descriptor.Dispose();
}
