using System.Globalization;
using VirtCore.Qemu;

namespace VirtCore.Tool.Demo;

/// <summary>
/// Finds the fastest accelerator that really boots the guest. That /dev/kvm opens proves nothing: some nested KVMs open and then hang a full
/// guest, so the very guest is booted, within a time limit.
/// </summary>
internal sealed class AcceleratorProbe(DemoFolder folder, DemoMachine machine)
{
    private const string Device = "/dev/kvm";

    // TCG needs a few seconds; what is slower than that is no acceleration.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public async ValueTask<Accelerator> ChooseAsync(AcceleratorChoice choice, Action<string> say, CancellationToken cancellationToken)
    {
        if (choice != AcceleratorChoice.Auto)
            return choice == AcceleratorChoice.Kvm ? Accelerator.Kvm : Accelerator.Tcg;
        if (!File.Exists(Device))
        {
            say($"there is no {Device}: the guest runs under TCG");
            return Accelerator.Tcg;
        }

        string key = AcceleratorMemory.KeyOf(
            (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease", cancellationToken).ConfigureAwait(false)).Trim(), hasDevice: true,
            machine.Qemu, machine.Kernel);
        AcceleratorMemory? memory = AcceleratorMemory.Recall(AcceleratorMemory.DefaultPath, key);
        if (memory is null)
        {
            say(string.Create(CultureInfo.InvariantCulture, $"trying whether KVM boots the guest, for at most {s_limit.TotalSeconds} s; the answer is remembered"));
            memory = new AcceleratorMemory(key, await BootsAsync(cancellationToken).ConfigureAwait(false), DateTimeOffset.UtcNow);
            memory.Keep(AcceleratorMemory.DefaultPath);
        }

        say(memory.KvmBoots
            ? "KVM boots the guest"
            : string.Create(CultureInfo.InvariantCulture,
                $"KVM did not boot the guest when that was tried ({memory.ProbedAt:yyyy-MM-dd HH:mm} UTC): it runs under TCG. To try again, delete {AcceleratorMemory.DefaultPath}"));
        return memory.KvmBoots ? Accelerator.Kvm : Accelerator.Tcg;
    }

    private async ValueTask<bool> BootsAsync(CancellationToken cancellationToken)
    {
        using var console = new GuestConsole(folder.File("probe.console"));
        QemuHost host = await QemuHost.OpenAsync(machine.HostOptions(folder.StateDirectory("probe")), cancellationToken).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            try
            {
                await host.StartAsync(
                    machine.Define("probe", Accelerator.Kvm, console.Path), new DomainStartOptions { AutoDestroy = true }, cancellationToken)
                    .ConfigureAwait(false);
                return await console.WaitForTicksAsync(1, s_limit, cancellationToken).ConfigureAwait(false);
            }
            catch (QemuProcessException)
            {
                return false; // QEMU itself found the device unusable
            }
        }
    }
}
