using System.Runtime.InteropServices;
using System.Text;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary>What KVM counts for a VM or a vCPU (<c>KVM_GET_STATS_FD</c>, Linux 5.14).</summary>
/// <remarks>The kernel says what there is; a refresh is one read into memory that is there, and allocates nothing. A refresh and its readers are to be kept apart by the caller.</remarks>
public sealed unsafe class KvmStatistics : IDisposable
{
    private const uint MostNameBytes = 4096;
    private const uint MostStatistics = 65536;
    private const long MostDataBytes = 1 << 24;

    private readonly SafeKvmStatisticsDescriptor _descriptor;
    private readonly KvmStatistic[] _entries;
    private readonly ulong[] _data;
    private readonly uint _dataOffset;

    internal KvmStatistics(SafeKvmStatisticsDescriptor descriptor)
    {
        _descriptor = descriptor;
        try
        {
            kvm_stats_header header;
            // SAFETY: a whole struct, on the stack.
            Read(0, new Span<byte>(&header, sizeof(kvm_stats_header)));
            if (header.name_size > MostNameBytes || header.num_desc > MostStatistics)
                throw new InvalidDataException($"KVM describes {header.num_desc} statistics with names of {header.name_size} bytes.");
            byte[] id = new byte[header.name_size];
            Read(header.id_offset, id);
            Id = TextOf(id);
            int stride = sizeof(kvm_stats_desc) + (int)header.name_size;
            byte[] descriptions = new byte[stride * (int)header.num_desc];
            Read(header.desc_offset, descriptions);
            _entries = new KvmStatistic[header.num_desc];
            long end = 0;
            for (int i = 0; i < _entries.Length; i++)
            {
                Span<byte> description = descriptions.AsSpan(i * stride, stride);
                kvm_stats_desc raw = MemoryMarshal.Read<kvm_stats_desc>(description);
                _entries[i] = new KvmStatistic(TextOf(description[sizeof(kvm_stats_desc)..]), raw);
                end = Math.Max(end, raw.offset + (long)raw.size * sizeof(ulong));
            }

            if (end > MostDataBytes)
                throw new InvalidDataException($"KVM's statistics take {end} bytes.");
            _data = new ulong[(end + sizeof(ulong) - 1) / sizeof(ulong)];
            _dataOffset = header.data_offset;
            Refresh();
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    internal SafeKvmStatisticsDescriptor Descriptor => _descriptor;

    /// <summary>Whose they are, in the kernel's words: <c>kvm-1234</c>, <c>kvm-1234/vcpu-0</c>.</summary>
    public string Id { get; }

    /// <summary>What is counted.</summary>
    public IReadOnlyList<KvmStatistic> Entries => _entries;

    /// <summary>Reads all values anew.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void Refresh() => Read(_dataOffset, MemoryMarshal.AsBytes(_data.AsSpan()));

    /// <summary>The values of one: a single number, or the buckets of a histogram. They are those of the last refresh.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another's statistic.</exception>
    public ReadOnlySpan<ulong> ValuesOf(KvmStatistic statistic)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return _data.AsSpan((int)(statistic.Offset / sizeof(ulong)), statistic.Count);
    }

    /// <summary>Finds one by the kernel's name, such as <c>exits</c>.</summary>
    public bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out KvmStatistic? statistic)
    {
        statistic = Array.Find(_entries, entry => entry.Name == name);
        return statistic is not null;
    }

    /// <summary>Closes the descriptor. The values of the last refresh stay.</summary>
    public void Dispose() => _descriptor.Dispose();

    private void Read(uint offset, Span<byte> into)
    {
        using var lease = new DescriptorLease(_descriptor);
        while (!into.IsEmpty)
        {
            long got;
            // SAFETY: the kernel writes at most the span's length.
            fixed (byte* first = into)
                got = (long)pread(lease.Number, first, (size_t)into.Length, offset);
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0)
                throw got < 0 ? new KernelException("read KVM's statistics", errno) : new InvalidDataException("KVM's statistics end too soon.");
            into = into[(int)got..];
            offset += (uint)got;
        }
    }

    private static string TextOf(ReadOnlySpan<byte> name)
    {
        int end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }
}
