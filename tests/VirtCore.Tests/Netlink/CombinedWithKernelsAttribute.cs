using System.Reflection;
using VirtCore.Tests.Recorded;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace VirtCore.Tests.Netlink;

/// <summary>Each of some recordings, of each kernel.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CombinedWithKernelsAttribute(params string[] names) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. RecordedNetlink.Kernels.SelectMany(kernel => names.Select(name => new TheoryDataRow<string, string>(kernel, name)))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
