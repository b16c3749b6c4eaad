using System.Runtime.InteropServices;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Host;

/// <summary>The kernel that runs.</summary>
internal sealed class RunningKernel : HostKernel
{
    // Guests start in about a millisecond; a back end under load takes longer, one that hangs for ever.
    private static readonly TimeSpan s_guestLimit = TimeSpan.FromSeconds(3);

    public override KvmAnswer Kvm()
    {
        KvmProbe? device = KvmProbe.TryOpen(out int error);
        if (device is null)
            return new KvmAnswer { OpenError = error };
        bool handedOver = false;
        try
        {
            var answer = new KvmAnswer
            {
                ApiVersion = device.ApiVersion,
                Capabilities = [.. KvmCapabilities.All.Select(capability => device.Check(capability.Number))],
            };
            if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
                return answer;
            handedOver = true;
            return answer with { Trial = KvmTrial.Run(device, s_guestLimit) };
        }
        finally
        {
            if (!handedOver)
                device.Dispose();
        }
    }

    public override int Autokill() => KernelFeatures.Autokill();

    public override int IoUring() => KernelFeatures.IoUring();

    public override int Userfaultfd() => KernelFeatures.Userfaultfd();

    public override (CgroupDelegation Kind, string? Path) Delegation()
    {
        var hierarchy = CgroupHierarchy.Read();
        using CgroupV2? cgroup = hierarchy.TryOpenDelegated();
        return cgroup is null ? (CgroupDelegation.None, null) : (hierarchy.DelegationOf(cgroup), cgroup.Path);
    }

    public override PidfdAnswer Pidfd()
    {
        using SafePidfdDescriptor? pidfd = PidfdCalls.TryOpen(Environment.ProcessId, out int error);
        return pidfd is null ? new PidfdAnswer(error, null, ENOSYS) : new PidfdAnswer(0, PidfdCalls.Inode(pidfd), KernelFeatures.PidfdInformation(pidfd));
    }
}
