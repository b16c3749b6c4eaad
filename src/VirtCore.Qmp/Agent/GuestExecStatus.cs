using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>guest-exec-status</c>. QEMU's agent captures up to 16 MiB of each output.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">guest agent reference</see>.</remarks>
public readonly record struct GuestExecStatus : IQmpObject<GuestExecStatus>
{
    /// <summary>Whether it has ended. The rest is told then, and only once.</summary>
    public bool Exited { get; init; }

    /// <summary>Its exit code, where it ended by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it.</summary>
    public int? Signal { get; init; }

    /// <summary>What it wrote to standard output, where that was captured.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>What it wrote to standard error.</summary>
    public ReadOnlyMemory<byte> ErrorOutput { get; init; }

    /// <summary>Whether standard output was longer.</summary>
    public bool OutputTruncated { get; init; }

    /// <summary>Whether standard error was longer.</summary>
    public bool ErrorOutputTruncated { get; init; }

    static JsonMembers IQmpObject<GuestExecStatus>.Members { get; } = new("exited", "exitcode", "signal", "out-data", "err-data", "out-truncated", "err-truncated");

    static void IQmpObject<GuestExecStatus>.Read(ref GuestExecStatus value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Exited = reader.GetBoolean() },
        1 => value with { ExitCode = reader.GetInt32() },
        2 => value with { Signal = reader.GetInt32() },
        3 => value with { Output = reader.GetBytesFromBase64() },
        4 => value with { ErrorOutput = reader.GetBytesFromBase64() },
        5 => value with { OutputTruncated = reader.GetBoolean() },
        6 => value with { ErrorOutputTruncated = reader.GetBoolean() },
        _ => value,
    };
}
