using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A place that a guest writes to, whose writes signal an eventfd and do not leave the kernel (<c>KVM_IOEVENTFD</c>).</summary>
public sealed class KvmIoeventfd : IDisposable
{
    private readonly KvmVm _vm;
    private readonly EventFd _target;
    private readonly kvm_ioeventfd _request;
    private int _disposed;

    internal KvmIoeventfd(KvmVm vm, EventFd target, kvm_ioeventfd request) => (_vm, _target, _request) = (vm, target, request);

    /// <summary>The port or guest physical address.</summary>
    public ulong Address => _request.addr;

    /// <summary>Ends the link: writes leave as exits again.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        kvm_ioeventfd request = _request;
        request.flags |= KVM.IOEVENTFD_FLAG_DEASSIGN;
        _vm.TryDeassign(request, _target);
    }
}
