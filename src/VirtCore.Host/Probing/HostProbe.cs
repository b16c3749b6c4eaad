namespace VirtCore.Host;

/// <summary>One look at what this host can give to virtual machines, and at what will hurt them.</summary>
/// <remarks>
/// <para>
/// It reads /proc, /sys and the configuration of the kernel, asks for features by calls that leave nothing behind, and has KVM run a guest of four instructions.
/// No program is started, no module is loaded: a device is opened only where its driver is there already. Any user may look; what that user may not see is
/// <see cref="HostStatus.Unknown"/>, with the reason.
/// </para>
/// <para>QEMU's programs are the business of <c>QemuProbe</c> in VirtCore.Qemu.</para>
/// </remarks>
public static class HostProbe
{
    /// <summary>Looks. Takes some milliseconds, and a few seconds where KVM hangs.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled between two checks.</exception>
    public static Task<HostReport> LookAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => Look(new HostView(HostFiles.Root, HostKernel.Running), cancellationToken), cancellationToken);

    internal static HostReport Look(HostView host, CancellationToken cancellationToken = default)
    {
        var checks = new List<HostCheck>(HostQuestions.All.Count);
        foreach (HostQuestion question in HostQuestions.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            checks.Add(Ask(question, host));
        }

        return new HostReport(checks);
    }

    // A check that breaks, for whatever reason, is no reason to lose the others.
    internal static HostCheck Ask(HostQuestion question, HostView host)
    {
        HostFinding finding;
        try
        {
            finding = question.Look(host);
        }
        catch (Exception broken)
        {
            finding = HostFinding.Unknown(broken.Message);
        }

        return question.Answer(finding);
    }
}
