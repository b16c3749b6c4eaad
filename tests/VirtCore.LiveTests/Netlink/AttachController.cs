using VirtCore.Netlink;

namespace VirtCore.LiveTests.Netlink;

/// <summary>A host that attaches machines to a bridge of the network namespace that it was started in.</summary>
internal static class AttachController
{
    public const string Name = "attach";

    /// <summary>Attaches one machine and says how that went.</summary>
    public const string Once = "once";

    /// <summary>Attaches one machine after another until it is killed.</summary>
    public const string OnAndOn = "on-and-on";

    public static async Task<int> RunAsync(string bridge, string mode)
    {
        if (mode == Once)
        {
            try
            {
                using TapNetwork network = await AttachAsync(bridge, 1);
                Console.WriteLine($"attached {network.Name}");
            }
            catch (Exception refused) when (refused is NetlinkException or KernelException)
            {
                Console.WriteLine(refused.Message);
            }

            return 0;
        }

        Console.WriteLine("ready");
        var networks = new Queue<TapNetwork>();
        for (int i = 1; ; i++)
        {
            networks.Enqueue(await AttachAsync(bridge, (byte)i));
            if (networks.Count > 3)
                networks.Dequeue().Dispose();
        }
    }

    private static ValueTask<TapNetwork> AttachAsync(string bridge, byte number) =>
        TapNetwork.AttachAsync(bridge, new MacAddress([0x52, 0x54, 0, 0, 0, number]), new Bandwidth(new BandwidthLimit(1_000_000), null), new AntiSpoof(), new TapOptions { Queues = 2 });
}
