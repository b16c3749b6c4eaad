using System.CommandLine;
using VirtCore.Tool.Demo;

namespace VirtCore.Tool.Commands;

/// <summary>The process that clears away what a demo leaves when it is killed. Not for people.</summary>
internal static class DemoSweeperCommand
{
    public const string Name = "demo-sweeper";

    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var qemu = new Argument<string>("qemu");
        var demo = new Argument<int>("demo");
        var command = new Command(Name) { folder, qemu, demo };
        command.Hidden = true;
        command.SetAction(async (arguments, _) =>
        {
            try
            {
                await SweeperProgram.RunAsync(
                    DemoFolder.Open(arguments.GetRequiredValue(folder)), arguments.GetRequiredValue(qemu), arguments.GetValue(demo)).ConfigureAwait(false);
                return 0;
            }
            catch (Exception e)
            {
                await Console.Error.WriteLineAsync(OneLine.Of(e)).ConfigureAwait(false);
                return 1;
            }
        });
        return command;
    }
}
