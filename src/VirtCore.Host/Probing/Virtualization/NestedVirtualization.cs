namespace VirtCore.Host;

/// <summary>Whether guests can run guests.</summary>
internal static class NestedVirtualization
{
    public static HostQuestion Question { get; } = new(
        "kvm-nested", HostArea.Virtualization, "Nested guests", "Guests that run virtual machines themselves need it; a guest that uses it is harder to migrate.", Look);

    private static HostFinding Look(HostView host)
    {
        foreach (string backend in host.KvmBackends)
        {
            if (host.Flag($"/sys/module/{backend}/parameters/nested") is not { } nested)
                continue;
            HostFact[] facts = [new("backend", backend), new("nested", nested)];
            return nested
                ? HostFinding.Pass($"on ({backend})", facts)
                : HostFinding.Info($"off ({backend})", facts) with { Remedy = $"modprobe -r {backend} && modprobe {backend} nested=1, with no guest running" };
        }

        return host.Misc.Contains("kvm") ? HostFinding.Info("this back end of KVM has no such setting") : HostFinding.Unknown("there is no KVM to ask");
    }
}
