namespace VirtCore.Kvm;

/// <summary>Features that a saved vCPU's CPUID shows to its guest, against those that KVM has here.</summary>
/// <remarks>
/// KVM_SET_CPUID2 itself takes anything; the guest would die of the first instruction that is not there. What the maker of the VM has already given the vCPU counts as there: some want more than
/// KVM_GET_SUPPORTED_CPUID says, and some KVMs show a guest more than that.
/// </remarks>
internal static class CpuidNeeds
{
    // Leaf, subleaf, register, and bits that say nothing of what KVM can do: they follow from the guest's own CR4, from its topology, or KVM has them by a capability.
    private static readonly (uint Leaf, uint Subleaf, char Register, uint Own)[] s_words =
    [
        (0x1, 0, 'C', 1u << 3 | 1u << 24 | 1u << 27 | 1u << 31), // MONITOR, TSC deadline, OSXSAVE, hypervisor
        (0x1, 0, 'D', 1u << 28), // several processors
        (0x6, 0, 'A', 0),
        (0x7, 0, 'B', 0),
        (0x7, 0, 'C', 1u << 4), // OSPKE
        (0x7, 0, 'D', 0),
        (0x7, 1, 'A', 0),
        (0x7, 1, 'D', 0),
        (0x7, 2, 'D', 0),
        (0xD, 0, 'A', 0),
        (0xD, 0, 'D', 0),
        (0xD, 1, 'A', 0),
        (0x40000001, 0, 'A', 0),
        (0x80000001, 0, 'C', 1u << 1), // several cores
        (0x80000001, 0, 'D', 0),
        (0x80000007, 0, 'D', 0),
        (0x80000008, 0, 'B', 0),
        (0x8000000A, 0, 'D', 0),
        (0x80000021, 0, 'A', 0),
    ];

    /// <summary>What is missing here, in words; null where nothing is.</summary>
    public static string? Missing(ReadOnlySpan<KvmCpuidEntry> needed, ReadOnlySpan<KvmCpuidEntry> supported, ReadOnlySpan<KvmCpuidEntry> given)
    {
        foreach ((uint leaf, uint subleaf, char register, uint own) in s_words)
        {
            uint missing = Word(needed, leaf, subleaf, register) & ~Word(supported, leaf, subleaf, register) & ~Word(given, leaf, subleaf, register) & ~own;
            if (missing != 0)
                return $"CPUID 0x{leaf:X}.{subleaf} E{register}X bits 0x{missing:X}";
        }

        return null;
    }

    /// <summary>The components of the extended state that KVM can give a guest here.</summary>
    public static ulong Components(ReadOnlySpan<KvmCpuidEntry> supported) =>
        (Word(supported, 0xD, 0, 'A') | (ulong)Word(supported, 0xD, 0, 'D') << 32) is var components and not 0 ? components : 3;

    private static uint Word(ReadOnlySpan<KvmCpuidEntry> entries, uint leaf, uint subleaf, char register)
    {
        foreach (ref readonly KvmCpuidEntry entry in entries)
        {
            if (entry.Function == leaf && entry.Index == subleaf)
                return register switch { 'A' => entry.Eax, 'B' => entry.Ebx, 'C' => entry.Ecx, _ => entry.Edx };
        }

        return 0;
    }
}
