using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Host;

/// <summary>KVM's version and capabilities.</summary>
internal static class KvmInterface
{
    private const string NewerKernel = "install a newer kernel, or load a back end that is complete";

    public static HostQuestion Question { get; } = new(
        "kvm-api", HostArea.Virtualization, "KVM interface", "QEMU needs version 12 and these capabilities; without the others it does the same work more slowly.", Look);

    private static HostFinding Look(HostView host)
    {
        if (host.Kvm is not { } kvm)
            return HostFinding.Unknown("there is no KVM to ask");
        if (kvm.OpenError != 0)
            return HostFinding.Fail($"/dev/kvm does not open: {ErrnoNames.NameOf(kvm.OpenError)}", RemedyOf(kvm.OpenError), new HostFact("openError", ErrnoNames.NameOf(kvm.OpenError)));
        List<string> present = [], missing = [], needed = [];
        foreach (((int _, string name, bool isNeeded), int value) in KvmCapabilities.All.Zip(kvm.Capabilities))
        {
            (value > 0 ? present : missing).Add(name);
            if (value <= 0 && isNeeded)
                needed.Add(name);
        }

        HostFact[] facts =
        [
            new("apiVersion", kvm.ApiVersion), new("maxVcpus", ValueOf(kvm, KVM.CAP_MAX_VCPUS)), new("recommendedVcpus", ValueOf(kvm, KVM.CAP_NR_VCPUS)),
            new("memorySlots", ValueOf(kvm, KVM.CAP_NR_MEMSLOTS)), new("capabilities", present), new("missing", missing),
        ];
        if (kvm.ApiVersion != KVM.API_VERSION)
            return HostFinding.Fail($"version {kvm.ApiVersion}, where {KVM.API_VERSION} is needed", NewerKernel, facts);
        if (needed.Count > 0)
            return HostFinding.Warn($"version {kvm.ApiVersion}, without {string.Join(", ", needed)}", NewerKernel, facts);
        string more = missing.Count == 0 ? "" : $"; not {string.Join(", ", missing)}";
        return HostFinding.Pass($"version {kvm.ApiVersion}, {ValueOf(kvm, KVM.CAP_MAX_VCPUS)} vCPUs a guest{more}", facts);
    }

    private static long? ValueOf(KvmAnswer kvm, int capability)
    {
        for (int i = 0; i < kvm.Capabilities.Count; i++)
        {
            if (KvmCapabilities.All[i].Number == capability)
                return kvm.Capabilities[i];
        }

        return null;
    }

    private static string RemedyOf(int error) => error switch
    {
        Errnos.EACCES => "usermod -aG kvm USER, then log in again",
        Errnos.EPERM => "allow the device in this cgroup; for a container: --device /dev/kvm",
        _ => "dmesg | grep -i kvm",
    };
}
