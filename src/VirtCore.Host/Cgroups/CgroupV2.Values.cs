using System.Globalization;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <content>The controllers, and how they read and write values.</content>
public sealed partial class CgroupV2
{
    /// <summary>Reads the whole text of a file, with its line end.</summary>
    internal delegate bool ValueParser<T>(ReadOnlySpan<byte> text, out T value);

    /// <summary>CPU time: the <c>cpu</c> controller.</summary>
    public CgroupCpu Cpu => field ??= new CgroupCpu(this);

    /// <summary>CPUs and memory nodes: the <c>cpuset</c> controller.</summary>
    public CgroupCpuSet CpuSet => field ??= new CgroupCpuSet(this);

    /// <summary>Memory and swap: the <c>memory</c> controller.</summary>
    public CgroupMemory Memory => field ??= new CgroupMemory(this);

    /// <summary>Disks: the <c>io</c> controller.</summary>
    public CgroupIo Io => field ??= new CgroupIo(this);

    /// <summary>Tasks: the <c>pids</c> controller.</summary>
    public CgroupPids Pids => field ??= new CgroupPids(this);

    /// <summary>Huge pages: the <c>hugetlb</c> controller.</summary>
    public CgroupHugeTlb HugeTlb => field ??= new CgroupHugeTlb(this);

    /// <summary>Scalar resources: the <c>misc</c> controller.</summary>
    public CgroupMisc Misc => field ??= new CgroupMisc(this);

    /// <summary>RDMA devices: the <c>rdma</c> controller.</summary>
    public CgroupRdma Rdma => field ??= new CgroupRdma(this);

    /// <summary>Reads a value.</summary>
    /// <exception cref="NotSupportedException">There is no such file.</exception>
    /// <exception cref="KernelException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It says what the parser does not know.</exception>
    internal T Read<T>(string file, ValueParser<T> parse)
    {
        using SafeFileDescriptor opened = OpenFile(file);
        int error = KernelFile.Read(opened, out ReadOnlySpan<byte> text);
        if (error != 0)
            throw Refused("read", file, error);
        return parse(text, out T value) ? value : throw KernelFile.Malformed(FilePath(file), text);
    }

    /// <summary>Whether there is such a file.</summary>
    internal bool Has(string file)
    {
        using SafeFileDescriptor? opened = TryOpenFile(file);
        return opened is not null;
    }

    internal CgroupLimit ReadLimit(string file) => Read<CgroupLimit>(file, TryParseLimit);

    internal long ReadNumber(string file) => Read<long>(file, TryParseNumber);

    internal bool ReadSwitch(string file) => ReadNumber(file) != 0;

    internal void WriteNumber(string file, long value) => Write(file, value.ToString(CultureInfo.InvariantCulture));

    internal void WriteLimit(string file, CgroupLimit value) => Write(file, value.ToString());

    internal void WriteSwitch(string file, bool value) => Write(file, value ? "1" : "0");

    internal static bool TryParseNumber(ReadOnlySpan<byte> text, out long value)
    {
        var cursor = new KernelText(text);
        return cursor.TryTakeSigned(out value) && cursor.TryTakeEnd();
    }

    internal static bool TryParseLimit(ReadOnlySpan<byte> text, out CgroupLimit value)
    {
        var cursor = new KernelText(text);
        return cursor.TryTakeLimit(out value) && cursor.TryTakeEnd();
    }
}
