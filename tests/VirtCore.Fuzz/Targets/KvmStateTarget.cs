using VirtCore.Kvm;

namespace VirtCore.Fuzz;

/// <summary>The saved state of a VM. The first byte says which: <c>s</c>, length and checksum are made to fit first, as damage would not come past them; else as it is. The rest is the state.</summary>
internal sealed class KvmStateTarget : FuzzTarget
{
    private const int Slack = 64 << 10; // what an exception and its words take

    public override string Name => "kvm-state";

    public override string Summary => "any bytes in the place of a VM's saved state: read within their own size, and written again the same; or refused as damaged";

    public override IReadOnlyList<string> Assemblies => ["VirtCore.Kvm"];

    public override IEnumerable<string> Words => ["VCKVMST\0", .. Enum.GetValues<StateSection>().Select(static section => $"{(char)section}\0\0\0"), "\0\0\0\0", "\u0001\0\0\0", "\u0002\0\0\0"];

    public override void Run(ReadOnlySpan<byte> input)
    {
        bool seal = !input.IsEmpty && input[0] == 's';
        byte[] bytes = input.IsEmpty ? [] : input[1..].ToArray();
        if (seal && bytes.Length >= StateFormat.HeadLength)
            StateFormat.Seal(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        KvmVmState? state = Read(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Finding.Unless(allocated <= 4L * bytes.Length + Slack, $"{allocated} bytes were allocated for {bytes.Length}");
        if (state is not null)
            Finding.Unless(state.ToArray().AsSpan().SequenceEqual(bytes), "a state was read that is written otherwise");
    }

    private static KvmVmState? Read(byte[] bytes)
    {
        try
        {
            return KvmVmState.Read(bytes);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
