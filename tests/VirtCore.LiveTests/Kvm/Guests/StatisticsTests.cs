using VirtCore.Kvm;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Kvm.Guests;

/// <summary>What KVM counts for a VM and a vCPU.</summary>
public sealed class StatisticsTests : LiveTest
{
    [Fact]
    public void A_VM_counts_too_and_each_statistic_has_its_values()
    {
        using var guest = new GuestRun(GuestMode.Long);
        if (guest.Vm.CheckExtension(KvmCapability.BinaryStatsFd) == 0)
            Assert.Skip("This KVM's statistics have no descriptor (Linux 5.14).");
        using KvmStatistics ofVm = guest.Vm.OpenStatistics();
        using KvmStatistics ofVcpu = guest.Vcpu.OpenStatistics();
        foreach (KvmStatistics statistics in (ReadOnlySpan<KvmStatistics>)[ofVm, ofVcpu])
        {
            Assert.NotEmpty(statistics.Entries);
            foreach (KvmStatistic entry in statistics.Entries)
            {
                Assert.Equal(entry.Count, statistics.ValuesOf(entry).Length);
                Assert.True(entry.Name.Length != 0 && entry.Count > 0 && entry.Base is 2 or 10, entry.Name);
            }
        }
    }
}
