using System.Buffers;
using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using VirtCore.Interop.Uapi;

namespace VirtCore.Host;

/// <summary>A launch request as the launcher reads it. The array is rented; dispose gives it back.</summary>
internal readonly struct LaunchMessage : IDisposable
{
    private readonly byte[] _bytes;
    private readonly int _length;

    private LaunchMessage(byte[] bytes, int length)
    {
        _bytes = bytes;
        _length = length;
    }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <param name="request">The request.</param>
    /// <param name="serial">What the answer echoes.</param>
    /// <param name="cgroupPath">The path of the cgroup that is to be made, where the request wants one.</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public static LaunchMessage Encode(LaunchRequest request, ulong serial, string? cgroupPath = null)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(VG.MAX_REQUEST);
        try
        {
            var writer = new Writer(bytes.AsSpan(0, VG.MAX_REQUEST));
            vg_launch message = Scalars(request, serial);
            message.file = writer.Strings([request.FileName]);
            message.directory = writer.Strings(request.WorkingDirectory is { } directory ? [directory] : []);
            message.arguments = writer.Strings([request.FileName, .. request.Arguments]);
            message.environment = writer.Strings(Environment(request));
            message.groups = writer.Array<uint>([.. request.SupplementaryGroups ?? []]);
            message.limits = writer.Array<vg_limit>([.. request.ResourceLimits.Select(Limit)]);
            message.targets = writer.Array<int>([.. request.Descriptors.Select(static descriptor => descriptor.Number)]);
            message.cgroup = writer.Strings(cgroupPath is null ? [] : [cgroupPath]);
            message.total_length = (uint)writer.Length;
            MemoryMarshal.Write(bytes, in message);
            return new LaunchMessage(bytes, writer.Length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private static vg_launch Scalars(LaunchRequest request, ulong serial) => new()
    {
        header = vg_header.Of(vg_type.LAUNCH, serial),
        flags = Flags(request),
        user = request.UserId ?? 0,
        group = request.GroupId ?? 0,
        capabilities = request.Capabilities?.Aggregate(0ul, static (set, capability) => set | (1ul << (int)capability)) ?? 0,
        oom_score = request.OomScoreAdjustment ?? 0,
        minimum_tier = (uint)request.MinimumTier,
        lease_ms = Lease(request.LeaseTime),
    };

    /// <summary>A lease time in the protocol's unit, rounded up; 0 for none.</summary>
    public static ulong Lease(TimeSpan? leaseTime)
    {
        if (leaseTime is not { } time)
            return 0;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(leaseTime));
        return Math.Min((ulong)Math.Ceiling(time.TotalMilliseconds), VG.MAX_LEASE_MS);
    }

    private static uint Flags(LaunchRequest request) =>
        (request.UserId is null ? 0 : VG.HAS_USER)
        | (request.GroupId is null ? 0 : VG.HAS_GROUP)
        | (request.SupplementaryGroups is null ? 0 : VG.HAS_GROUPS)
        | (request.Capabilities is null ? 0 : VG.HAS_CAPABILITIES)
        | (request.OomScoreAdjustment is null ? 0 : VG.HAS_OOM_SCORE)
        | (request.Cgroup is null ? 0 : VG.HAS_CGROUP)
        | (request.CgroupParent is null ? 0 : VG.MAKE_CGROUP)
        | (request.NoNewPrivileges ? VG.NO_NEW_PRIVILEGES : 0);

    private static vg_limit Limit(ResourceLimit limit) => new() { resource = (uint)limit.Resource, soft = limit.Soft, hard = limit.Hard };

    private static List<string> Environment(LaunchRequest request)
    {
        var result = new List<string>();
        if (request.Environment is { } own)
        {
            foreach ((string name, string value) in own)
                result.Add($"{name}={value}");
            return result;
        }

        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
            result.Add($"{entry.Key}={entry.Value}");
        return result;
    }

    private ref struct Writer(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;

        public int Length { get; private set; } = Unsafe.SizeOf<vg_launch>();

        public vg_part Strings(List<string> strings)
        {
            int start = Length;
            foreach (string text in strings)
            {
                if (text.Contains('\0', StringComparison.Ordinal))
                    throw new ArgumentException("A string for a new process holds a NUL, where it would end.");
                if (!Encoding.UTF8.TryGetBytes(text, _bytes[Length..], out int written) || Length + written == _bytes.Length)
                    throw TooLong();
                _bytes[Length + written] = 0;
                Length += written + 1;
            }

            return new vg_part { offset = (uint)start, length = (uint)(Length - start), count = (uint)strings.Count };
        }

        public vg_part Array<T>(scoped ReadOnlySpan<T> items)
            where T : unmanaged
        {
            ReadOnlySpan<byte> source = MemoryMarshal.AsBytes(items);
            int start = (Length + 7) & ~7;
            if (start > _bytes.Length || !source.TryCopyTo(_bytes[start..]))
                throw TooLong();
            _bytes[Length..start].Clear();
            Length = start + source.Length;
            return new vg_part { offset = (uint)start, length = (uint)source.Length, count = (uint)items.Length };
        }

        private static ArgumentException TooLong() =>
            new($"Paths, arguments and environment of a new process are longer than {VG.MAX_REQUEST} bytes.");
    }
}
