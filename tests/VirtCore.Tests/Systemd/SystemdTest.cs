using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Systemd;

/// <summary>A test with a scripted systemd.</summary>
public abstract class SystemdTest : IDisposable
{
    internal const string Unit = "virtcore-x.scope";
    internal const string ControlGroup = "/x.scope";
    internal const string UnitExists = "org.freedesktop.systemd1.UnitExists";
    internal const string PropertyReadOnly = "org.freedesktop.DBus.Error.PropertyReadOnly";

    internal FakeBus Bus { get; } = new();

    internal Pidfd Self { get; } = Pidfd.Open(Environment.ProcessId);

    public void Dispose()
    {
        Bus.Dispose();
        Self.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Task<SystemdScope> StartAsync(SystemdManager manager, CancellationToken cancellationToken = default) =>
        manager.StartScopeAsync(new ScopeRequest { UnitName = Unit }, [Self], cancellationToken).AsTask();

    /// <summary>The rest of a start that is well.</summary>
    internal static async Task FinishAsync(FakeSystemd systemd, Task<SystemdScope> starting)
    {
        await systemd.AnswerControlGroupAsync(ControlGroup);
        SystemdScope scope = await starting.WaitAsync(FakeBus.Patience);
        Assert.Equal(ControlGroup, scope.ControlGroup);
        Assert.Equal(Unit, scope.UnitName);
        Assert.False(systemd.HasMore);
    }

    /// <summary>Takes the call that starts the scope, and its job is the 7th.</summary>
    internal static async Task<FakeCall> AcceptStartAsync(FakeSystemd systemd)
    {
        FakeCall call = await systemd.ReadAsync("StartTransientUnit");
        call.ReplyPath(FakeSystemd.JobPath(7));
        return call;
    }
}
