using System.CommandLine;
using VirtCore.Tool.Checks;

namespace VirtCore.Tool.Commands;

/// <summary><c>virtcore host check</c>.</summary>
internal static class HostCheckCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json")
        {
            Description = "Prints one document of JSON, and nothing else, on standard output.",
        };
        var allowWarnings = new Option<bool>("--allow-warnings")
        {
            Description = "Ends with status 0 when there are warnings and no failures.",
        };
        var command = new Command(
            "check",
            "Checks what this host can give to virtual machines and what will hurt them, with the command that mends it. "
            + "Exit status: 0 when nothing is wrong, 1 when the worst is a warning, 2 when something failed, 3 when it could not check at all.")
        {
            json, allowWarnings,
        };
        command.SetAction((arguments, _) => HostCheckProgram.RunAsync(arguments.GetValue(json), arguments.GetValue(allowWarnings)));
        return command;
    }
}
