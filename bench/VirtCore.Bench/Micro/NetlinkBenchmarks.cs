using BenchmarkDotNet.Attributes;
using VirtCore.Netlink;

namespace VirtCore.Bench;

/// <summary>Links: a message read and written, and a dump of 201 links.</summary>
public class NetlinkBenchmarks : IDisposable
{
    private readonly byte[] _room = new byte[4096];
    private byte[] _message = null!;
    private BenchNetwork _network = null!;

    [GlobalSetup]
    public void Setup()
    {
        _message = LinkMessages.Receive();
        _network = BenchNetwork.Create();
        _network.MakePairs(100);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _network.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public ulong DecodeLink() => LinkMessages.Decode(_message);

    [Benchmark]
    public int EncodeLink() => LinkMessages.Encode(_room);

    [Benchmark]
    public ulong DumpLinks()
    {
        ulong sum = 0;
        foreach (ref readonly LinkReader link in _network.Route.ReadLinks())
            sum += LinkSum.Of(link);
        return sum;
    }
}
