namespace VirtCore.Fuzz;

/// <summary>A place where VirtCore takes bytes from elsewhere, and what must hold there whatever they are.</summary>
/// <remarks>
/// Targets run under afl-fuzz (eng/fuzz) and, with their seeds and with every input that once broke one, in the hermetic tests. They know nothing of either.
/// </remarks>
internal abstract class FuzzTarget
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
        [new QmpFramingTarget(), new QmpReplyTarget(), new QmpSessionTarget(), new QmpSchemaTarget(), new AgentTarget(), new RecordsTarget(), new CgroupsTarget(), new KvmStateTarget(), new GuestMemoryTarget(), new NetlinkTarget()];

    public abstract string Name { get; }

    /// <summary>What is fed, and what must hold, in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>The assemblies whose branches count as coverage.</summary>
    public virtual IReadOnlyList<string> Assemblies => ["VirtCore.Qmp"];

    /// <summary>Words that inputs are made of.</summary>
    public abstract IEnumerable<string> Words { get; }

    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);

    /// <summary>Returns when all that must hold holds. What is thrown is a finding.</summary>
    /// <remarks>Every input reaches some instrumented code: afl-fuzz gives up at one that reaches none.</remarks>
    public abstract void Run(ReadOnlySpan<byte> input);
}
