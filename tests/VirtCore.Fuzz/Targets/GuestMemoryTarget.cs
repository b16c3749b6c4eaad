using System.Runtime.InteropServices;
using VirtCore.Kvm;

namespace VirtCore.Fuzz;

/// <summary>A program of operations on a guest's memory, with addresses and lengths of every kind. A model says what each must answer or refuse, and what the memory then is.</summary>
internal sealed class GuestMemoryTarget : FuzzTarget
{
    private const int MostOperations = 64;
    private const int MostBytes = 1 << 17;

    public override string Name => "guest-memory";

    public override string Summary => "any reads, writes, copies and discards by guest address: as a dictionary of bytes has it, or refused as documented";

    public override IReadOnlyList<string> Assemblies => ["VirtCore.Kvm"];

    public override IEnumerable<string> Words => ["\0", "\u0001", "\u0001\u0008", "\u0002", "\u0004", "\u0010", "\u00FF", "\u00F0", "\u00E0", "\u00D0"];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var program = new GuestMemoryProgram(input);
        var regions = new GuestMemoryRegionOptions[program.NextByte() % 4];
        for (int i = 0; i < regions.Length; i++)
            regions[i] = program.NextRegion();
        if (TryCreate(regions) is not { } memory)
            return;
        using (memory)
        {
            var model = new GuestMemoryModel(regions);
            for (int i = 0; i < MostOperations && !program.IsAtEnd; i++)
                Step(ref program, memory, regions, model);
            Finding.Unless(model.IsDisposed || model.Is(memory), "the memory is not what was written");
        }
    }

    private static GuestMemory? TryCreate(GuestMemoryRegionOptions[] regions)
    {
        bool can = GuestMemoryModel.CanBe(regions);
        try
        {
            GuestMemory memory = GuestMemory.Create(regions);
            if (can)
                return memory;
            memory.Dispose();
            throw new Finding("regions were made that cannot be");
        }
        catch (ArgumentException) when (!can)
        {
            return null;
        }
        catch (KernelException) when (can && regions.Any(static region => region.Length > MostBytes))
        {
            return null;
        }
    }

    private static void Step(ref GuestMemoryProgram program, GuestMemory memory, GuestMemoryRegionOptions[] regions, GuestMemoryModel model)
    {
        byte operation = program.NextByte();
        ulong address = program.NextAddress(regions);
        switch (operation % 8)
        {
            case 0:
                ReadAndWrite(ref program, memory, model, address, operation);
                break;
            case 1:
                Span(memory, model, address, program.NextLength(), program.NextByte());
                break;
            case 2:
                Copy(memory, model, address, (int)(program.NextLength() % MostBytes), program.NextByte());
                break;
            case 3:
                Discard(memory, model, address, program.NextLength());
                break;
            case 4:
                OfRegion(memory.Regions[operation / 8 % regions.Length], model, program.NextNumber(), program.NextLength(), program.NextByte());
                break;
            case 5 when operation > 200:
                memory.Dispose();
                model.IsDisposed = true;
                break;
            default:
                ReadAndWrite(ref program, memory, model, address, (byte)(operation / 8));
                break;
        }
    }

    private static void ReadAndWrite(ref GuestMemoryProgram program, GuestMemory memory, GuestMemoryModel model, ulong address, byte kind)
    {
        ulong value = program.NextNumber();
        switch (kind / 8 % 4)
        {
            case 0:
                ReadAndWrite(memory, model, address, (byte)value, (kind & 4) != 0);
                break;
            case 1:
                ReadAndWrite(memory, model, address, (ushort)value, (kind & 4) != 0);
                break;
            case 2:
                ReadAndWrite(memory, model, address, (uint)value, (kind & 4) != 0);
                break;
            default:
                ReadAndWrite(memory, model, address, value, (kind & 4) != 0);
                break;
        }
    }

    private static void ReadAndWrite<T>(GuestMemory memory, GuestMemoryModel model, ulong address, T value, bool isVolatile) where T : unmanaged
    {
        int size = Marshal.SizeOf<T>();
        Type? refusal = isVolatile && address % (ulong)size != 0 ? typeof(ArgumentException) : RefusalOf(model, model.IsWithinOne(address, (ulong)size));
        T before = default;
        Expect(refusal, () => before = isVolatile ? memory.VolatileRead<T>(address) : memory.Read<T>(address));
        Finding.Unless(refusal is not null || model.Is(address, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in before))), "another value was read");
        Expect(refusal, () =>
        {
            if (isVolatile)
                memory.VolatileWrite(address, value);
            else
                memory.Write(address, value);
        });
        if (refusal is null)
            model.Write(address, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
    }

    private static void Span(GuestMemory memory, GuestMemoryModel model, ulong address, ulong length, byte fill)
    {
        int asked = (int)length;
        Type? refusal = asked < 0 ? typeof(ArgumentOutOfRangeException) : RefusalOf(model, model.IsWithinOne(address, (uint)asked));
        Expect(refusal, () => memory.GetSpan(address, asked));
        if (!model.IsDisposed)
        {
            Finding.Unless(memory.TryGetSpan(address, asked, out Span<byte> span) == refusal is null, "a span was given that cannot be, or none");
            Finding.Unless(span.Length == (refusal is null ? asked : 0), "a span has another length");
            Use(span, model, address, fill);
        }
    }

    private static void Use(Span<byte> span, GuestMemoryModel model, ulong address, byte fill)
    {
        Finding.Unless(model.Is(address, span), "a span shows other bytes");
        span.Fill(fill);
        model.Write(address, span);
    }

    private static void Copy(GuestMemory memory, GuestMemoryModel model, ulong address, int length, byte fill)
    {
        Type? refusal = RefusalOf(model, model.IsCovered(address, (ulong)length));
        byte[] bytes = new byte[length];
        Expect(refusal, () => memory.CopyTo(address, bytes));
        Finding.Unless(refusal is null ? model.Is(address, bytes) : !bytes.AsSpan().ContainsAnyExcept((byte)0), "other bytes were copied out");
        bytes.AsSpan().Fill(fill);
        Expect(refusal, () => memory.CopyFrom(address, bytes));
        if (refusal is null)
            model.Write(address, bytes);
    }

    private static void Discard(GuestMemory memory, GuestMemoryModel model, ulong address, ulong length)
    {
        Type? refusal = RefusalOf(model, model.IsCovered(address, length)) ?? (length == 0 || (address | length) % 4096 == 0 ? null : typeof(ArgumentException));
        Expect(refusal, () => memory.Discard(address, length));
        if (refusal is null)
            model.Clear(address, length);
    }

    private static void OfRegion(GuestMemoryRegion region, GuestMemoryModel model, ulong offset, ulong length, byte fill)
    {
        offset %= region.Length + 3;
        int asked = (int)length;
        bool within = asked >= 0 && offset + (uint)asked <= region.Length;
        Type? refusal = RefusalOf(model, within);
        Expect(refusal, () => region.GetSpan(offset, asked));
        if (refusal is null)
            Use(region.GetSpan(offset, asked), model, region.GuestAddress + offset, fill);
        refusal = RefusalOf(model, offset <= region.Length && length <= region.Length - offset) ?? ((offset | length) % 4096 == 0 ? null : typeof(ArgumentException));
        Expect(refusal, () => region.Discard(offset, length));
        if (refusal is null)
            model.Clear(region.GuestAddress + offset, length);
    }

    private static Type? RefusalOf(GuestMemoryModel model, bool within) => model.IsDisposed ? typeof(ObjectDisposedException) : within ? null : typeof(ArgumentOutOfRangeException);

    private static void Expect(Type? refusal, Action action)
    {
        Type? thrown = null;
        try
        {
            action();
        }
        catch (Exception e) when (e is ArgumentException or ObjectDisposedException)
        {
            thrown = e.GetType();
        }

        Finding.Unless(thrown == refusal, $"{thrown?.Name ?? "nothing"} was thrown in place of {refusal?.Name ?? "nothing"}");
    }
}
