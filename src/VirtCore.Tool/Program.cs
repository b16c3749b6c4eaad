using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using VirtCore.Tool;
using VirtCore.Tool.Commands;

var root = new RootCommand("Runs, watches and migrates virtual machines through the kernel's and QEMU's own interfaces.")
{
    DemoCommand.Create(),
    DemoControllerCommand.Create(),
    DemoSweeperCommand.Create(),
    HostCommand.Create(),
};

ParseResult command = root.Parse(args);
if (command.Action is ParseErrorAction)
{
    // What is wrong is said on standard error, and standard output stays empty.
    foreach (ParseError error in command.Errors)
        await Console.Error.WriteLineAsync(OneLine.Of(error.Message)).ConfigureAwait(false);
    return 64; // EX_USAGE of sysexits.h(3head): 1 is a verdict of some commands
}

// Signals are the commands' own: whoever starts virtual machines has something to clear up.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
