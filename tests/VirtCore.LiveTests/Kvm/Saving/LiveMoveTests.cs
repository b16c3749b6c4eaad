using System.Diagnostics;
using System.Globalization;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>A running guest of two vCPUs moves from VM to VM, again and again, and stays itself.</summary>
/// <remarks><c>VIRTCORE_KVM_MOVES</c> says how often; 50 times otherwise.</remarks>
public sealed class LiveMoveTests(ITestOutputHelper output) : LiveTest
{
    [Fact]
    public void A_running_guest_moves_and_stays_itself()
    {
        Requires.Kvm();
        int moves = int.Parse(Environment.GetEnvironmentVariable("VIRTCORE_KVM_MOVES") ?? "50", CultureInfo.InvariantCulture);
        long start = Stopwatch.GetTimestamp();
        using LiveMoves guest = new(seed: 20261126);
        string? slip = null;
        while (slip is null && guest.Moves < moves)
            slip = guest.Move();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{guest.Moves} moves in {took.TotalSeconds:F1} s, {guest.Pages} pages in {guest.Rounds} rounds, down {guest.Down.TotalMilliseconds / guest.Moves:F2} ms each for a state of {guest.StateBytes} bytes; {guest.Pending} vCPUs stopped within an instruction; {guest.Steps} instructions"));
        Assert.Null(slip);
        Assert.True(guest.Pages > guest.Moves * (long)LiveMoves.PageCount, "nothing was written while it was copied");
        Assert.True(moves < 3 || guest.Pending > 0, "no vCPU stopped within an instruction");
    }
}
