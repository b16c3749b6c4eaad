using System.Globalization;
using System.Reflection;
using VirtCore.Interop.Uapi;
using VirtCore.Kvm;
using Xunit;

namespace VirtCore.Tests.Kvm;

/// <summary>The enums have every number of the kernel's, and no other.</summary>
public sealed class KvmNamesTests
{
    // Of exits, but not exit reasons: what an exit says of itself.
    private static readonly string[] s_details = ["EXIT_IO_", "EXIT_HYPERCALL_", "EXIT_HYPERV_", "EXIT_XEN_"];

    [Fact]
    public void Every_capability_has_a_name() => Check<KvmCapability>("CAP_", []);

    [Fact]
    public void Every_exit_reason_has_a_name() => Check<KvmExitReason>("EXIT_", s_details);

    private static void Check<T>(string prefix, string[] others) where T : struct, Enum
    {
        Dictionary<string, long> kernels = typeof(KVM).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(field => field.Name.StartsWith(prefix, StringComparison.Ordinal) && !others.Any(other => field.Name.StartsWith(other, StringComparison.Ordinal)))
            .ToDictionary(
                field => field.Name[prefix.Length..].Replace("_", "", StringComparison.Ordinal),
                static field => Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture),
                StringComparer.OrdinalIgnoreCase);
        Dictionary<string, long> ours = Enum.GetNames<T>()
            .ToDictionary(static name => name.Replace("In32Bit", "32Bit", StringComparison.Ordinal), static name => Convert.ToInt64(Enum.Parse<T>(name), CultureInfo.InvariantCulture));
        Assert.True(ours.Count > 40);
        Assert.Equal(kernels.Count, ours.Count);
        Assert.All(ours, name => Assert.Equal(kernels[name.Key], name.Value));
    }
}
