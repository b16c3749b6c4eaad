using System.CommandLine;

namespace VirtCore.Tool.Commands;

/// <summary><c>virtcore host</c>.</summary>
internal static class HostCommand
{
    public static Command Create() => new("host", "Looks at this machine.") { HostCheckCommand.Create() };
}
