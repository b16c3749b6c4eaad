using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary><c>struct kvm_msrs</c>: a header and as many entries as it says, on the stack.</summary>
internal static unsafe class MsrBuffer
{
    private const int Most = 1024; // entries of 16 bytes; the kernel takes fewer than 256 at once

    /// <summary>Reads. Answers how many were.</summary>
    public static int Get(SafeDescriptor on, Span<KvmMsrEntry> entries, string? target)
    {
        Span<byte> buffer = stackalloc byte[SizeFor(entries.Length)];
        Fill(buffer, entries);
        // SAFETY: the buffer holds the header and as many entries as that says.
        fixed (byte* first = buffer)
        {
            int count = KvmIoctl.Call(on, KVM.GET_MSRS, first, target);
            EntriesOf(buffer, count).CopyTo(entries);
            return count;
        }
    }

    /// <summary>Writes. Answers how many were.</summary>
    public static int Set(SafeDescriptor on, ReadOnlySpan<KvmMsrEntry> entries, string? target)
    {
        Span<byte> buffer = stackalloc byte[SizeFor(entries.Length)];
        Fill(buffer, entries);
        // SAFETY: the buffer holds the header and as many entries as that says.
        fixed (byte* first = buffer)
            return KvmIoctl.Call(on, KVM.SET_MSRS, first, target);
    }

    private static int SizeFor(int count) => count <= Most
        ? sizeof(kvm_msrs) + count * sizeof(KvmMsrEntry)
        : throw new ArgumentException($"{count} MSRs at once; the kernel takes fewer than 256.");

    private static void Fill(Span<byte> buffer, ReadOnlySpan<KvmMsrEntry> entries)
    {
        buffer.Clear();
        MemoryMarshal.AsRef<kvm_msrs>(buffer).nmsrs = (uint)entries.Length;
        entries.CopyTo(EntriesOf(buffer, entries.Length));
    }

    private static Span<KvmMsrEntry> EntriesOf(Span<byte> buffer, int count) => MemoryMarshal.Cast<byte, KvmMsrEntry>(buffer[sizeof(kvm_msrs)..])[..count];
}
