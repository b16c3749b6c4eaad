using System.Globalization;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;

namespace VirtCore.Bench;

/// <summary>A network namespace of a scenario's own, which goes with all that is in it.</summary>
internal sealed class BenchNetwork : IDisposable
{
    // As many acknowledgements as a socket's queue holds.
    private const int PairsAtOnce = 100;

    private BenchNetwork(NetworkNamespace place)
    {
        Namespace = place;
        Route = Rtnetlink.Open(place);
    }

    public NetworkNamespace Namespace { get; }

    public Rtnetlink Route { get; }

    /// <summary>A file that names it for other processes, while this is there.</summary>
    public string FilePath => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{Namespace.Handle.DangerousGetHandle()}");

    public static BenchNetwork Create() => new(NetworkNamespace.Create());

    /// <summary>Starts the C floor in it.</summary>
    public FloorProgram StartFloor() => FloorProgram.Start("netlink", FilePath);

    /// <summary>Makes veth pairs, many by one system call.</summary>
    public void MakePairs(int count)
    {
        foreach (int[] some in Enumerable.Range(0, count).Chunk(PairsAtOnce))
        {
            NetlinkRequest[] requests = [.. some.Select(RequestOf)];
            foreach (NetlinkException? refusal in Route.Connection.ExecuteAll(requests))
            {
                if (refusal is not null)
                    throw refusal;
            }
        }
    }

    public void Dispose()
    {
        Route.Dispose();
        Namespace.Dispose();
    }

    private static NetlinkRequest RequestOf(int number) => new(
        RTM.RTM_NEWLINK, NL.NLM_F_ACK | NL.NLM_F_CREATE | NL.NLM_F_EXCL, "make a pair", (ref writer) => LinkCodec.Write(
            ref writer, 0, new LinkSettings { Name = $"a{number}" }, new VethLink { Peer = new LinkSettings { Name = $"b{number}" } }));
}
