using System.Globalization;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary>Which MSRs are state, and in which order they are set.</summary>
internal static class MsrSaving
{
    private const uint Tsc = 0x10;
    private const uint TscDeadline = 0x6E0;
    private const int AtOnce = 128; // the kernel takes fewer than 256

    // Memory types. They are state that KVM keeps, and KVM_GET_MSR_INDEX_LIST leaves them out: eight pairs of ranges, eleven fixed ranges, the default.
    private static readonly uint[] s_memoryTypes = [.. Enumerable.Range(0x200, 16).Select(static i => (uint)i), 0x250, 0x258, 0x259, .. Enumerable.Range(0x268, 8).Select(static i => (uint)i), 0x2FF];

    /// <summary>The MSRs that make up a vCPU's state here, by rising number.</summary>
    public static uint[] IndexesOf(KvmSystem system)
    {
        uint[] indexes = [.. system.GetMsrIndexList(), .. s_memoryTypes];
        Array.Sort(indexes);
        return [.. indexes.Distinct()];
    }

    /// <summary>Those of them that the vCPU has: KVM lists some that depend on its CPUID, and refuses those that it lacks.</summary>
    public static KvmMsrEntry[] Read(KvmVcpu vcpu, uint[] indexes)
    {
        var entries = new KvmMsrEntry[indexes.Length];
        for (int i = 0; i < entries.Length; i++)
            entries[i].Index = indexes[i];
        int kept = 0;
        for (int at = 0; at < entries.Length;)
        {
            Span<KvmMsrEntry> some = entries.AsSpan(at, Math.Min(AtOnce, entries.Length - at));
            int read = vcpu.GetMsrs(some);
            some[..read].CopyTo(entries.AsSpan(kept));
            kept += read;
            at += read == some.Length ? read : read + 1;
        }

        return entries[..kept];
    }

    /// <summary>Sets them: the counter first, as others are relative to it, and the timer that it fires last.</summary>
    /// <exception cref="KernelException">EINVAL: KVM refuses some, of which it says nothing but that. All of them are named. One that was 0, which it is also where it does not exist, or that has its value already counts not.</exception>
    public static void Write(KvmVcpu vcpu, KvmVcpuState state)
    {
        KvmMsrEntry[] entries = state.MsrsValue.AsSpan().ToArray();
        if (DeadlineHasPassed(state) && Find(entries, Tsc) is >= 0 and var tsc)
            entries[Find(entries, TscDeadline)].Data = entries[tsc].Data;
        Array.Sort(entries, static (a, b) => (Rank(a.Index), a.Index).CompareTo((Rank(b.Index), b.Index)));
        List<KvmMsrEntry>? refused = null;
        for (int at = 0; at < entries.Length;)
        {
            ReadOnlySpan<KvmMsrEntry> some = entries.AsSpan(at, Math.Min(AtOnce, entries.Length - at));
            int written = vcpu.SetMsrs(some);
            at += written;
            if (written == some.Length)
                continue;
            if (some[written].Data != 0 && !Has(vcpu, some[written]))
                (refused ??= []).Add(some[written]);
            at++;
        }

        if (refused is not null)
            throw new KernelException("KVM_SET_MSRS", EINVAL, state.Name, $"Refused: {Names(refused, static msr => $"0x{msr.Index:X} = 0x{msr.Data:X}")}.");
    }

    /// <summary>MSRs of the state that KVM does not know here, in words; null where there are none.</summary>
    public static string? Unknown(KvmVcpuState state, uint[] known)
    {
        List<KvmMsrEntry>? unknown = null;
        foreach (KvmMsrEntry msr in state.MsrsValue)
        {
            if (msr.Data != 0 && Array.BinarySearch(known, msr.Index) < 0)
                (unknown ??= []).Add(msr);
        }

        return unknown is null ? null : Names(unknown, static msr => $"0x{msr.Index:X}");
    }

    // Expired, and its interrupt not in the APIC yet: then the MSR reads 0, and a guest that waits for that interrupt would wait for good.
    private static bool DeadlineHasPassed(KvmVcpuState state) =>
        state.HasLapic && LapicTimer.IsDeadlineAwaited(ref state.LapicValue) && Find(state.MsrsValue, TscDeadline) is >= 0 and var at && state.MsrsValue[at].Data == 0;

    // Some can be read and not written, as the capabilities of VMX once its guest uses them.
    private static bool Has(KvmVcpu vcpu, KvmMsrEntry wanted)
    {
        Span<KvmMsrEntry> here = [wanted];
        return vcpu.GetMsrs(here) == 1 && here[0].Data == wanted.Data;
    }

    private static int Find(KvmMsrEntry[] entries, uint index) => Array.FindIndex(entries, entry => entry.Index == index);

    private static int Rank(uint index) => index switch
    {
        Tsc => 0,
        TscDeadline => 2,
        _ => 1,
    };

    private static string Names(List<KvmMsrEntry> entries, Func<KvmMsrEntry, string> name)
    {
        const int Most = 16;
        string names = string.Join(", ", entries.Take(Most).Select(name));
        return entries.Count <= Most ? names : string.Create(CultureInfo.InvariantCulture, $"{names} and {entries.Count - Most} more");
    }
}
