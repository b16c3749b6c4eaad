namespace VirtCore.LiveTests.Cgroups;

/// <summary>A process with a thread that has a name.</summary>
internal static class ThreadsController
{
    public const string Name = "threads";
    public const string ThreadName = "vcpu-0";

    public static async Task<int> RunAsync()
    {
        new Thread(static () => Thread.Sleep(Timeout.Infinite)) { Name = ThreadName, IsBackground = true }.Start();
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
