using System.CommandLine;
using VirtCore.Tool.Commands;

var root = new RootCommand("Runs, watches and migrates virtual machines through the kernel's and QEMU's own interfaces.")
{
    DemoCommand.Create(),
    DemoControllerCommand.Create(),
    DemoSweeperCommand.Create(),
};

// Signals are the commands' own: whoever starts virtual machines has something to clear up.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
