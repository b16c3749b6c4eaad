using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary><c>struct kvm_cpuid2</c>: a header and as many entries as it says.</summary>
internal static unsafe class CpuidBuffer
{
    private const int FirstGuess = 64;
    private const int Most = 4096;

    /// <summary>Asks until the buffer is large enough.</summary>
    public static KvmCpuidEntry[] Get(SafeDescriptor on, uint request, string name, string? target)
    {
        for (int count = FirstGuess; ; count *= 2)
        {
            byte[] buffer = new byte[sizeof(kvm_cpuid2) + count * sizeof(KvmCpuidEntry)];
            // SAFETY: the buffer holds the header and as many entries as that says.
            fixed (byte* first = buffer)
            {
                var header = (kvm_cpuid2*)first;
                header->nent = (uint)count;
                int answer = KvmIoctl.Try(on, request, first);
                if (answer >= 0)
                    return EntriesOf(buffer, (int)header->nent).ToArray();
                if (answer != -E2BIG || count >= Most)
                    throw KvmIoctl.Refusal(name, -answer, target);
            }
        }
    }

    /// <summary>Hands entries to a vCPU.</summary>
    public static void Set(SafeDescriptor on, ReadOnlySpan<KvmCpuidEntry> entries, string? target)
    {
        if (entries.Length > Most)
            throw new ArgumentException($"{entries.Length} CPUID entries; the kernel takes a few hundred at most.", nameof(entries));
        byte[] buffer = new byte[sizeof(kvm_cpuid2) + entries.Length * sizeof(KvmCpuidEntry)];
        entries.CopyTo(EntriesOf(buffer, entries.Length));
        // SAFETY: the buffer holds the header and as many entries as that says.
        fixed (byte* first = buffer)
        {
            ((kvm_cpuid2*)first)->nent = (uint)entries.Length;
            KvmIoctl.Call(on, KVM.SET_CPUID2, first, target, "E2BIG: more entries than this kernel takes. EINVAL: once a vCPU has run, its CPUID cannot change.");
        }
    }

    private static Span<KvmCpuidEntry> EntriesOf(byte[] buffer, int count) => MemoryMarshal.Cast<byte, KvmCpuidEntry>(buffer.AsSpan(sizeof(kvm_cpuid2)))[..count];
}
