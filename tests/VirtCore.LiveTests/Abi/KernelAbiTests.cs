using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.LiveTests.Leftovers;
using Xunit;

namespace VirtCore.LiveTests.Abi;

public sealed class KernelAbiTests : LiveTest
{
    [Fact]
    public async Task Every_constant_and_struct_is_the_kernels()
    {
        List<string> differences = await CompareAsync(KernelAbi.Constants, [.. KernelAbi.Structs, .. KvmAbi.Structs, .. KernelAbi.LibCStructs.Values]);
        if (differences.Count != 0)
            Assert.Fail(string.Join('\n', differences));
    }

    [Fact]
    public void No_struct_is_forgotten()
    {
        HashSet<string> known = [.. KernelAbi.Structs.Select(static known => known.Name), .. KernelAbi.LibCStructs.Keys, "struct vg_id"];
        IEnumerable<string> ours = typeof(EventLoop).Assembly.GetTypes()
            .Where(static type => type.Namespace == "VirtCore.Interop.Uapi" && type is { IsValueType: true, IsEnum: false, IsNested: false })
            .Except(KvmAbi.Types)
            .Select(static type => $"struct {type.Name}");
        Assert.Empty(ours.Concat(KernelAbi.Assemblies.SelectMany(UsedConstants.TypesOfLibC)).Distinct().Except(known));
    }

    [Fact]
    public void The_constants_that_are_used_are_found()
    {
        HashSet<string> names = [.. KernelAbi.Constants.Select(static constant => constant.Name)];
        Assert.Superset(
            new HashSet<string> { "LibC.EPOLLIN", "LibC.O_NOFOLLOW", "VG.MAGIC", "vg_step.EXEC", "ProcessSyscalls.SYS_pidfd_open", "pidfd_info.PIDFD_GET_INFO" },
            names);
        Assert.Equal(names.Count, KernelAbi.Constants.Count);
    }

    [Fact]
    public async Task Every_kind_of_difference_is_found()
    {
        Assert.Equal(
        [
            "constant is 2, C's EPOLLIN is 1", "room is 8, C's sizeof(struct iovec) is 16", "offset of struct epoll_event.data is 8, C's offsetof(struct epoll_event, data) is 4",
            "size of struct iovec is 24, C's sizeof(struct iovec) is 16", "size of struct iovec.iov_len is 4, C's sizeof(((struct iovec *)0)->iov_len) is 8",
            "room for struct iovec is 1, C's sizeof(struct iovec) >= 24 is 0",
        ],
        await CompareAsync(
            [new("constant", 2, "EPOLLIN"), new("room", 8, "sizeof(struct iovec)", AtLeast: true), new("enough", 17, "sizeof(struct iovec)", AtLeast: true)],
            [
                new("struct epoll_event", 12, [new("events", 0, 4), new("data", 8, 8)]),
                new("struct iovec", 24, [new("iov_len", 8, 4)]),
                new("struct iovec", 24, [], MayGrow: true),
                new("struct iovec", 8, [], MayGrow: true),
            ]));
    }

    [Fact]
    public void A_layout_is_measured_as_the_runtime_has_it()
    {
        Assert.Equal([new("one", 0, 1), new("eight", 8, 8), new("two", 16, 2)], AbiStruct.Of<Padded>().Fields);
        Assert.Equal([new("one", 0, 1), new("eight", 1, 8), new("two", 9, 2)], AbiStruct.Of<Packed>().Fields);
        Assert.Equal((24, 11), (AbiStruct.Of<Padded>().Size, AbiStruct.Of<Packed>().Size));
    }

    private Task<List<string>> CompareAsync(IReadOnlyList<AbiConstant> constants, IReadOnlyList<AbiStruct> structs) =>
        AbiProgram.CompareAsync(Requires.CompilerC(), PrivateDirectory, constants, structs);

    private record struct Padded(byte one, ulong eight, ushort two);

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private record struct Packed(byte one, ulong eight, ushort two);
}
