using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VirtCore.Tool.Demo;
using VirtCore.Tool.Guest;

namespace VirtCore.Tool.Commands;

/// <summary><c>virtcore demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs")
        {
            Description = "How many times.",
            HelpName = "N",
            DefaultValueFactory = static _ => 1,
            CustomParser = static result => Parse(result, 1, 1000),
        };
        var accelerator = new Option<string>("--accelerator")
        {
            Description = "What runs the guest: kvm, tcg, or auto for the fastest that really boots it.",
            DefaultValueFactory = static _ => "auto",
        };
        accelerator.AcceptOnlyFromAmong("auto", "kvm", "tcg");
        var memory = new Option<int>("--memory")
        {
            Description = "The guest's memory in MiB.",
            HelpName = "MiB",
            DefaultValueFactory = static _ => 256,
            CustomParser = static result => Parse(result, LinuxGuest.MinimumMebibytes, 1 << 20),
        };
        var dirtyRate = new Option<int>("--dirty-rate")
        {
            Description = "How much memory the guest makes dirty, in MiB a second.",
            HelpName = "MiB",
            DefaultValueFactory = static _ => 8,
            CustomParser = static result => Parse(result, 0, 512),
        };
        var json = new Option<bool>("--json")
        {
            Description = "Prints one line of JSON a run, and nothing else, on standard output.",
        };

        var command = new Command("demo", "Live-migrates a running Linux guest between two QEMUs, and kills the controller of a second migration in the middle.")
        {
            runs, accelerator, memory, dirtyRate, json,
        };
        command.SetAction((arguments, _) => DemoProgram.RunAsync(new DemoSettings
        {
            Runs = arguments.GetValue(runs),
            Accelerator = Enum.Parse<AcceleratorChoice>(arguments.GetValue(accelerator)!, ignoreCase: true),
            Memory = MemorySize.FromMebibytes(arguments.GetValue(memory)),
            DirtyRate = MemorySize.FromMebibytes(arguments.GetValue(dirtyRate)),
            Json = arguments.GetValue(json),
        }));
        return command;
    }

    private static int Parse(ArgumentResult argument, int least, int most)
    {
        string text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
            return value;
        argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} {text}: must be a number from {least} to {most}.");
        return 0;
    }
}
