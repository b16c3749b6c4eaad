namespace VirtCore.Qemu;

/// <summary>Puts the end of one side's process into words for the engine.</summary>
internal static class DomainLoss
{
    public static async Task<string> DescribeAsync(string side, QemuDomain domain)
    {
        try
        {
            QemuProcessException gone = await domain.Process.Gone.ConfigureAwait(false);
            return $"{side}: {gone.Message}";
        }
        catch (OperationCanceledException)
        {
            return $"{side}: the host of domain \"{domain.Name}\" has been closed.";
        }
    }
}
