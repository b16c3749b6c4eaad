using System.Globalization;
using VirtCore.Netlink;

namespace VirtCore.LiveTests.Netlink;

/// <summary>A host that makes a macvtap on a link of another process's namespace, and is killed.</summary>
internal static class MacvtapController
{
    public const string Name = "macvtap";
    public const string Made = "made";

    public static async Task<int> RunAsync(string networkNamespace, string parent)
    {
        using NetworkNamespace place = NetworkNamespace.Open(networkNamespace);
        using Macvtap tap = Macvtap.Create(new MacvtapOptions { Parent = int.Parse(parent, CultureInfo.InvariantCulture), ParentNamespace = place, Mode = MacvlanMode.Passthru });
        Console.WriteLine(Made);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
