namespace VirtCore.Host;

/// <summary>inotify(7)'s limits.</summary>
internal static class Inotify
{
    public static HostQuestion Question { get; } = new(
        "limit-inotify", HostArea.Limits, "inotify", "Whoever watches cgroups, images or directories of many guests runs out of instances (128 by default) first.", Look);

    private static HostFinding Look(HostView host)
    {
        long? instances = host.Sysctl("fs.inotify.max_user_instances");
        long? watches = host.Sysctl("fs.inotify.max_user_watches");
        HostFact[] facts = [new("instances", instances), new("watches", watches)];
        if (instances is null || watches is null)
            return HostFinding.Unknown("fs.inotify is not there", facts);
        string text = $"{instances} instances, {watches} watches a user";
        if (instances < 512)
            return HostFinding.Warn(text, "sysctl fs.inotify.max_user_instances=8192", facts);
        return watches < 65536 ? HostFinding.Warn(text, "sysctl fs.inotify.max_user_watches=524288", facts) : HostFinding.Pass(text, facts);
    }
}
