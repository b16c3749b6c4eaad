using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using VirtCore.LiveTests.Leftovers;
using VirtCore.Netlink;
using Xunit;

namespace VirtCore.LiveTests.Netlink;

/// <summary>A test with a network namespace of its own, which goes with it and all that is in it.</summary>
public abstract class NetlinkTest : LiveTest
{
    private Rtnetlink? _route;

    protected NetlinkTest()
    {
        Requires.Root();
        Namespace = NetworkNamespace.Create();
    }

    internal NetworkNamespace Namespace { get; }

    internal Rtnetlink Route => _route ??= Rtnetlink.Open(Namespace);

    /// <summary>What <c>ip -j</c> says in the namespace.</summary>
    internal JsonElement Ip(params string[] arguments) => IpIn(Namespace, arguments);

    internal static JsonElement IpIn(NetworkNamespace networkNamespace, params string[] arguments)
    {
        string text = RunIn(networkNamespace, Requires.Ip(), ["-j", "-d", .. arguments]);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>Where other programs find a namespace, while this process holds it.</summary>
    internal static string PathOf(NetworkNamespace networkNamespace) => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{networkNamespace.Handle.DangerousGetHandle()}");

    /// <summary>Keeps the bridges' own netfilter, where it is loaded, from judging frames too.</summary>
    internal void SwitchBridgeNetfilterOff() =>
        RunIn(Namespace, "/bin/sh", ["-c", "for call in /proc/sys/net/bridge/bridge-nf-call-*; do [ ! -e $call ] || echo 0 >$call; done"]);

    /// <summary>Runs a program in a namespace.</summary>
    internal static string RunIn(NetworkNamespace networkNamespace, string program, IEnumerable<string> arguments)
    {
        string place = $"--net={PathOf(networkNamespace)}";
        using Process process = Process.Start(new ProcessStartInfo("nsenter", [place, program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }

    protected override ValueTask CleanUpAsync()
    {
        _route?.Dispose();
        Namespace.Dispose();
        return ValueTask.CompletedTask;
    }
}
