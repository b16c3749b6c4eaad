using VirtCore.Interop.Uapi;

namespace VirtCore.Host;

/// <summary>What can be told of a request before the launcher sees it, in words that the launcher does not have.</summary>
internal static class LaunchRequestValidation
{
    private const int OwnDescriptors = 3; // lifeline, state directory, cgroup

    public static void Check(LaunchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckPath(request.FileName, nameof(LaunchRequest.FileName));
        ArgumentException.ThrowIfNullOrEmpty(request.StateDirectory);
        if (request.WorkingDirectory is { } directory)
            CheckPath(directory, nameof(LaunchRequest.WorkingDirectory));
        if (request.Cgroup is { IsKilled: true } killed)
            throw new InvalidOperationException($"The cgroup {killed.Path} was killed, and may kill what is born into it: make a fresh one for each start.");
        CheckMadeCgroup(request);
        CheckDescriptors(request.Descriptors);
        if (request.Arguments.Count + 1 + (request.Environment?.Count ?? 0) > VG.MAX_STRINGS)
            throw new ArgumentException($"More than {VG.MAX_STRINGS} arguments and environment variables.", nameof(request));
        if (request.SupplementaryGroups?.Count > VG.MAX_GROUPS)
            throw new ArgumentException($"More than {VG.MAX_GROUPS} groups.", nameof(request));
        if (request.ResourceLimits.Count > VG.MAX_LIMITS)
            throw new ArgumentException("A resource limit is given twice.", nameof(request));
        foreach (ResourceLimit limit in request.ResourceLimits)
        {
            if (limit.Soft > limit.Hard)
                throw new ArgumentException($"The soft limit of {limit.Resource} is above its hard limit.", nameof(request));
        }

        if (request.OomScoreAdjustment is < -1000 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(request), request.OomScoreAdjustment, "oom_score_adj goes from -1000 to 1000.");
        if (request.Capabilities?.Any(static capability => (int)capability is < 0 or > 63) == true)
            throw new ArgumentException("A capability's number goes from 0 to 63.", nameof(request));
        if (request.MinimumTier is not (LifelineTier.ParentDeath or LifelineTier.KernelAutokill))
            throw new ArgumentOutOfRangeException(nameof(request), request.MinimumTier, "There is no such tier.");
        if (request.LeaseTime <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(request), request.LeaseTime, "A lease time is longer than nothing.");
    }

    private static void CheckMadeCgroup(LaunchRequest request)
    {
        if (request.CgroupParent is null)
        {
            if (request.CgroupLimits is not null)
                throw new ArgumentException("Limits are set in a cgroup that is made for the process: CgroupParent says where.", nameof(request));
            return;
        }

        if (request.Cgroup is not null)
            throw new ArgumentException("A process is born into one cgroup: Cgroup is one that is there, CgroupParent has one made.", nameof(request));
        CgroupName.Check(MadeCgroup.NameFor(request));
    }

    private static void CheckPath(string path, string name)
    {
        if (!path.StartsWith('/'))
            throw new ArgumentException($"{name} \"{path}\" is not an absolute path.", name);
    }

    private static void CheckDescriptors(IReadOnlyList<PassedDescriptor> descriptors)
    {
        if (descriptors.Count > VG.MAX_DESCRIPTORS - OwnDescriptors)
            throw new ArgumentException($"More than {VG.MAX_DESCRIPTORS - OwnDescriptors} descriptors.", nameof(descriptors));
        var numbers = new HashSet<int>();
        foreach (PassedDescriptor descriptor in descriptors)
        {
            if (descriptor.Number is < 0 or > VG.MAX_TARGET)
                throw new ArgumentException($"A descriptor's number goes from 0 to {VG.MAX_TARGET}; {descriptor.Number} does not.", nameof(descriptors));
            if (!numbers.Add(descriptor.Number))
                throw new ArgumentException($"Two descriptors are to be number {descriptor.Number}.", nameof(descriptors));
        }
    }
}
