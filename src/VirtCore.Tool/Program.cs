using System.CommandLine;
using System.CommandLine.Invocation;
using VirtCore.Tool.Commands;

var root = new RootCommand("Runs, watches and migrates virtual machines through the kernel's and QEMU's own interfaces.")
{
    DemoCommand.Create(),
    DemoControllerCommand.Create(),
    DemoSweeperCommand.Create(),
};

ParseResult command = root.Parse(args);
if (command.Action is ParseErrorAction error)
    error.ShowHelp = false; // what is wrong is said on standard error, and standard output stays empty

// Signals are the commands' own: whoever starts virtual machines has something to clear up.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
