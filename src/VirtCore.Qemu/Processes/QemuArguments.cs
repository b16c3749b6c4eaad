using System.Globalization;

namespace VirtCore.Qemu;

/// <summary>Builds QEMU's command line for a definition: the same definition always gives the guest the same machine.</summary>
/// <remarks>
/// See <see href="https://www.qemu.org/docs/master/system/invocation.html">QEMU invocation</see>. Nothing that a guest can see depends on the
/// host, on time, or on whether the domain is started or is the target of a migration.
/// </remarks>
internal static class QemuArguments
{
    /// <summary>The arguments after the program's name.</summary>
    /// <param name="definition">A definition that has been validated.</param>
    /// <param name="directory">The domain's directory, in which plain file names lie.</param>
    /// <param name="incoming">Whether it waits for a migration's stream.</param>
    public static IReadOnlyList<string> Build(DomainDefinition definition, string directory, bool incoming)
    {
        List<string> arguments =
        [
            "-name", $"guest={definition.Name},debug-threads=on",
            "-S", "-no-user-config", "-nodefaults", "-display", "none",
            // Whoever breaks out of the device model can neither become another user nor start another program.
            "-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
            "-machine", definition.Machine,
            "-accel", definition.Accelerator == Accelerator.Kvm ? "kvm" : "tcg",
            "-m", $"size={definition.Memory.Bytes.ToString(CultureInfo.InvariantCulture)}B",
            "-smp", definition.VirtualCpus.ToString(CultureInfo.InvariantCulture),
            "-uuid", definition.Uuid.ToString("D"),
        ];
        if (definition.CpuModel is { } model)
            arguments.AddRange(["-cpu", Escape(model)]);

        // Two monitors, as a monitor serves one client at a time: one for VirtCore, one for whoever wants to look.
        AddMonitor(arguments, "control", QemuDescriptors.ControlMonitor);
        AddMonitor(arguments, "diagnostics", QemuDescriptors.DiagnosticsMonitor);
        AddBoot(arguments, definition.Boot);
        if (definition.Serial is { } serial)
            AddSerial(arguments, serial, directory);
        if (incoming)
            arguments.AddRange(["-incoming", "defer"]);
        return arguments;
    }

    private static void AddMonitor(List<string> arguments, string name, int descriptor) => arguments.AddRange(
    [
        "-chardev", string.Create(CultureInfo.InvariantCulture, $"socket,id={name},fd={descriptor},server=on,wait=off"),
        "-mon", $"chardev={name},mode=control",
    ]);

    private static void AddBoot(List<string> arguments, BootSource boot)
    {
        if (boot.Kernel is { } kernel)
            arguments.AddRange(["-kernel", kernel]);
        if (boot.Initrd is { } initrd)
            arguments.AddRange(["-initrd", initrd]);
        if (boot.CommandLine is { } commandLine)
            arguments.AddRange(["-append", commandLine]);
        if (boot.FloppyImage is { } floppy)
            arguments.AddRange(["-drive", $"if=floppy,format=raw,read-only=on,file={Escape(floppy)}"]);
    }

    private static void AddSerial(List<string> arguments, SerialPort serial, string directory)
    {
        string path = Escape(Path.Combine(directory, serial.Path));
        arguments.AddRange(
        [
            "-chardev",
            serial.Kind == SerialPortKind.File
                ? $"file,id=serial0,path={path},append=on"
                : $"socket,id=serial0,path={path},server=on,wait=off",
            "-serial", "chardev:serial0",
        ]);
    }

    // In QEMU's option syntax a comma is doubled.
    private static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);
}
