using System.Runtime.InteropServices;
using VirtCore.Bench;

long begin = System.Diagnostics.Stopwatch.GetTimestamp();
if (args is [Controller.Switch, string stateDirectory, string floppy])
    return await Controller.RunAsync(stateDirectory, floppy);
if (args is [Hello.Argument])
{
    Hello.Run(begin);
    return 0;
}

if (args is [TapProgram.Argument])
{
    TapProgram.Run();
    return 0;
}

if (args is ["--micro", ..])
    return MicroBenchmarks.Run(args[1..]);

if (args is ["--help" or "-h", ..])
{
    Console.WriteLine(BenchOptions.Usage);
    return 0;
}

BenchOptions options;
try
{
    options = BenchOptions.Parse(args, [.. Scenario.All.Select(static scenario => scenario.Name)]);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 2;
}

using CancellationTokenSource stop = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await ScenarioRunner.RunAsync(options, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("bench: stopped");
    return 130;
}
catch (Exception e) when (e is not (NullReferenceException or IndexOutOfRangeException))
{
    Console.Error.WriteLine($"bench: {e}");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true; // what runs is undone first
    stop.Cancel();
}
