using VirtCore.LiveTests;
using VirtCore.LiveTests.Abi;
using VirtCore.LiveTests.Kvm.Saving;
using VirtCore.LiveTests.Results;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    ["--controller", var name, .. var rest] => await Controllers.RunAsync(name, rest),
    ["--record-kvm", .. var headers] => await KvmRecording.PrintAsync(headers, Console.Out),
    ["--record-kvm-state", var folder] => StateRecording.Write(folder),
    ["--results", .. var rest] => ResultsCommand.Run(rest, Console.Out),
    _ when args.Any(static argument => argument is "--server" or "--internal-msbuild-node") =>
        await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
