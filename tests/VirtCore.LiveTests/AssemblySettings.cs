using Xunit.Sdk;
using Xunit.v3;

// Each test proves that it left nothing on the machine, so no two may run at once.
[assembly: Parallelization(Mode = ParallelMode.None)]
