namespace VirtCore.LiveTests.Qmp;

/// <summary>What a process's descriptors refer to, by <c>/proc/PID/fd</c>.</summary>
internal static class DescriptorLinks
{
    /// <summary>One that is closed while they are read is passed over: the reading itself opens one.</summary>
    public static List<string> Read(string process)
    {
        List<string> targets = [];
        foreach (string link in Directory.GetFiles($"/proc/{process}/fd"))
        {
            try
            {
                if (File.ResolveLinkTarget(link, returnFinalTarget: false) is { } target)
                    targets.Add(target.FullName);
            }
            catch (IOException)
            {
                // closed since
            }
        }

        return targets;
    }
}
