using Xunit;

namespace VirtCore.Tests.Qmp;

/// <summary>Tests that count what the whole process holds or allocates, and so run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
