namespace VirtCore.Tool.Demo;

/// <summary>The inside of the sweeper: waits for the end of standard input, which comes with the end of the demo.</summary>
internal static class SweeperProgram
{
    /// <param name="folder">The demo's folder.</param>
    /// <param name="qemu">The path of QEMU.</param>
    /// <param name="demo">The demo's process id.</param>
    public static async Task RunAsync(DemoFolder folder, string qemu, int demo)
    {
        Stream input = Console.OpenStandardInput();
        byte[] nothing = new byte[16];
        while (await input.ReadAsync(nothing).ConfigureAwait(false) != 0)
        {
        }

        if (!folder.Exists)
            return; // the demo has cleared up itself
        await Sweep.RunAsync(folder, qemu).ConfigureAwait(false);
        folder.Delete();
        RuntimeFiles.DeleteOf(demo);
    }
}
