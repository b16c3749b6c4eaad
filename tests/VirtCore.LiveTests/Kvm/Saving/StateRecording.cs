using System.Text;
using VirtCore.Kvm;

namespace VirtCore.LiveTests.Kvm.Saving;

/// <summary>Saves states of the counting guest on this machine's KVM, for the hermetic tests (as text, with where it comes from) and for the fuzz target (as it takes them).</summary>
internal static class StateRecording
{
    private const int LineLength = 120;

    public static int Write(string folder)
    {
        using KvmSystem kvm = KvmSystem.Open();
        KvmVmState full = Save(kvm, KvmIrqchipKind.Kernel, 2);
        string text = Convert.ToBase64String(full.ToArray());
        StringBuilder file = new();
        file.Append($"# KvmVm.SaveState of the counting guest: 2 vCPUs, interrupt controllers and timer in the kernel. Linux {Environment.OSVersion.Version.ToString(2)}; base64.\n");
        for (int at = 0; at < text.Length; at += LineLength)
            file.Append(text.AsSpan(at, Math.Min(LineLength, text.Length - at))).Append('\n');
        File.WriteAllText(Path.Combine(folder, "saved-state.txt"), file.ToString());
        foreach (KvmIrqchipKind kind in Enum.GetValues<KvmIrqchipKind>())
            File.WriteAllBytes(Path.Combine(folder, $"sealed-{kind}".ToLowerInvariant()), [(byte)'s', .. Save(kvm, kind, 1).ToArray()]);
        File.WriteAllBytes(Path.Combine(folder, "as-is"), [(byte)'-', .. Save(kvm, KvmIrqchipKind.None, 1).ToArray()]);
        return 0;
    }

    private static KvmVmState Save(KvmSystem kvm, KvmIrqchipKind kind, int vcpus)
    {
        using FlatMachine machine = new(kvm, 1 << 20, vcpus, kind);
        machine.Memory.CopyFrom(FlatMachine.CodeAt, CountingGuest.Code);
        for (int i = 0; i < vcpus; i++)
        {
            machine.Begin(i, CountingGuest.Start(0x10000, 0x20000, 7));
            machine.Vcpus[i].Run();
            while (machine.Vcpus[i].CompleteExit().Reason != KvmExitReason.Intr)
            {
            }
        }

        return machine.Vm.SaveState();
    }
}
