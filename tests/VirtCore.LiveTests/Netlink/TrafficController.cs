using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Who sends and who receives in the network namespace that it was started in.</summary>
internal static class TrafficController
{
    public const string Name = "traffic";
    public const string Send = "send";
    public const string Receive = "receive";

    /// <summary>How long an Ethernet frame of these datagrams is, which is what traffic control counts.</summary>
    private const int Payload = 1400, Frame = Payload + 8 + 20 + 14;

    private const int Port = 7000;
    private const long MostBeforeLoss = 200;

    /// <summary>Sends datagrams as fast as it can; or receives them and says how many bytes a second come, frames' headers included.</summary>
    public static int Run(string mode, string address, string seconds)
    {
        var time = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var end = new IPEndPoint(IPAddress.Parse(address), Port);
        byte[] datagram = new byte[Payload];
        if (mode == Send)
        {
            long started = Stopwatch.GetTimestamp();
            for (long i = 0; Stopwatch.GetElapsedTime(started) < time; i++)
            {
                BitConverter.TryWriteBytes(datagram, i);
                TrySend(socket, datagram, end);
            }

            return 0;
        }

        socket.ReceiveBufferSize = 1 << 20;
        socket.Bind(end);
        Console.WriteLine("ready");
        // What a bucket has in it at the beginning is no rate. It is empty when the first is lost; where nothing is lost, nothing limits.
        long begin = 0, next = 0, frames = 0;
        while (true)
        {
            socket.Receive(datagram);
            long number = BitConverter.ToInt64(datagram);
            if (begin != 0)
                frames++;
            else if (number != next || number >= MostBeforeLoss)
                begin = Stopwatch.GetTimestamp();
            next = number + 1;
            if (begin == 0 || Stopwatch.GetElapsedTime(begin) < time)
                continue;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frames * Frame / Stopwatch.GetElapsedTime(begin).TotalSeconds:F0}"));
            return 0;
        }
    }

    private static void TrySend(Socket socket, byte[] datagram, IPEndPoint end)
    {
        try
        {
            socket.SendTo(datagram, end);
        }
        catch (SocketException full) when (full.SocketErrorCode is SocketError.NoBufferSpaceAvailable or SocketError.WouldBlock)
        {
            Thread.Yield(); // the limit is reached
        }
    }
}
