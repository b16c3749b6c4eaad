namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    // What a QEMU has is judged by its schema where that was read, which also knows what distributions have added; else by its version.
    private void RequireCommand(string command, int major, int minor)
    {
        if (!(Schema?.HasCommand(command) ?? Greeting.Version.IsAtLeast(major, minor)))
            throw new NotSupportedException($"QEMU {Greeting.Version} has no {command}: it came with {major}.{minor}.");
    }

    private void RequireArgument(string command, string path, int major, int minor)
    {
        if (!(Schema?.HasArgument(command, path) ?? Greeting.Version.IsAtLeast(major, minor)))
            throw new NotSupportedException($"QEMU {Greeting.Version} has no {path} of {command}: it came with {major}.{minor}.");
    }
}
