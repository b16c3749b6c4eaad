using System.CommandLine;
using VirtCore.Tool.Demo;

namespace VirtCore.Tool.Commands;

/// <summary>The process that the demo starts to control the second migration, and kills. Not for people.</summary>
internal static class DemoControllerCommand
{
    public const string Name = "demo-controller";

    public static Command Create()
    {
        var source = new Argument<string>("source");
        var target = new Argument<string>("target");
        var qemu = new Argument<string>("qemu");
        var maxBytesPerSecond = new Argument<long>("max-bytes-per-second");
        var command = new Command(Name) { source, target, qemu, maxBytesPerSecond };
        command.Hidden = true;
        command.SetAction(async (arguments, _) =>
        {
            try
            {
                await Controller.RunAsync(
                    arguments.GetRequiredValue(source), arguments.GetRequiredValue(target), arguments.GetRequiredValue(qemu),
                    arguments.GetValue(maxBytesPerSecond)).ConfigureAwait(false);
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
