using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>The frequency of a guest's time stamp counter.</summary>
public sealed class TscFrequencyTests : LiveTest
{
    [Fact]
    public void The_counters_frequency_is_told_and_can_be_chosen_where_the_processor_scales()
    {
        using var guest = new GuestRun(GuestMode.Long);
        uint natural = guest.Vcpu.GetTscKhz();
        Assert.InRange(natural, 100_000u, 10_000_000u);
        if (guest.Vm.CheckExtension(KvmCapability.TscControl) == 0)
        {
            guest.Vcpu.SetTscKhz(natural);
        }
        else
        {
            guest.Vcpu.SetTscKhz(natural / 2);
            Assert.Equal(natural / 2, guest.Vcpu.GetTscKhz());
        }
    }
}
