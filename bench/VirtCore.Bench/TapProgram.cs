using System.Diagnostics;
using System.Globalization;
using VirtCore.Netlink;

namespace VirtCore.Bench;

/// <summary>This program once more, in a network namespace, where it makes taps as the floor does: <c>VirtCore.Bench --taps</c> answers "COUNT MASTER" with what one took, in us, the part until it was set up, and the bytes that it allocated.</summary>
internal static class TapProgram
{
    public const string Argument = "--taps";

    public static void Run()
    {
        using Rtnetlink route = Rtnetlink.Open();
        while (Console.ReadLine() is { } order)
        {
            int[] numbers = [.. order.Split(' ').Select(static number => int.Parse(number, CultureInfo.InvariantCulture))];
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long begin = Stopwatch.GetTimestamp();
            TimeSpan settingUp = default;
            for (int i = 0; i < numbers[0]; i++)
                settingUp += MakeAndDrop(route, numbers[1]);
            double time = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / numbers[0];
            allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / numbers[0];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time:0.0000} {settingUp.TotalMicroseconds / numbers[0]:0.0000} {allocated}"));
        }
    }

    private static TimeSpan MakeAndDrop(Rtnetlink route, int master)
    {
        long begin = Stopwatch.GetTimestamp();
        using Tap tap = Tap.Create(new TapOptions { Name = "bench0" });
        route.ChangeLink(tap.Name, new LinkSettings { Address = MacAddress.Parse("52:54:00:12:34:56"), Mtu = 1400, Master = master, IsUp = true });
        return Stopwatch.GetElapsedTime(begin);
    }
}
