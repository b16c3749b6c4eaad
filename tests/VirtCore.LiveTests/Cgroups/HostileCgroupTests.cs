using System.Runtime.InteropServices;
using System.Text;
using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using VirtCore.LiveTests.Processes;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>Requests for a cgroup as an attacker would make them.</summary>
public sealed class HostileCgroupTests : CgroupTest
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("vm")]
    [InlineData("vm/below")]
    [InlineData("/vm/")]
    [InlineData("/vm/.")]
    [InlineData("/..")]
    [InlineData("/vm\nprocess=1")]
    [InlineData("long name")]
    [InlineData("long path")]
    public void A_path_that_is_none_is_refused(string path)
    {
        path = path switch
        {
            "long name" => "/" + new string('a', 256),
            "long path" => string.Concat(Enumerable.Repeat("/abcdefg", 512)),
            _ => path,
        };
        Refuse(Request(path), Own.Directory);
    }

    [Fact]
    public void A_parent_that_is_none_and_two_cgroups_are_refused()
    {
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(StateDirectory());
        Refuse(Request("/vm"), directory);
        Refuse(Request("/vm"));
        byte[] both = Request("/vm");
        MemoryMarshal.AsRef<vg_launch>(both.AsSpan()).flags |= VG.HAS_CGROUP;
        Refuse(both, Own.Directory);
        Refuse(both, Own.Directory, Own.Directory);
        byte[] unasked = Request("/vm");
        MemoryMarshal.AsRef<vg_launch>(unasked.AsSpan()).flags &= ~VG.MAKE_CGROUP;
        Refuse(unasked);
    }

    [Fact]
    public async Task The_path_is_noted_as_it_was_given_and_only_its_last_name_is_made()
    {
        using var launcher = new RawLauncher();
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        using (ours)
        {
            using (theirs)
            using (SafeFileDescriptor directory = DirectoryFile.OpenDirectory(StateDirectory()))
                launcher.Send(Request("/../elsewhere/vm", "/bin/sleep"), theirs, directory, Own.Directory);
            Assert.Equal((ushort)vg_type.STARTED, RawLauncher.Receive(ours).header.type);
            Assert.Equal(["vm"], Own.GetChildren());
            Assert.Equal("/../elsewhere/vm\n", await File.ReadAllTextAsync(Path.Combine(StateDirectory(), "guard.cgroup"), Encoding.UTF8));
            UnixSocket.ShutdownSend(ours);
            Assert.Equal((ushort)vg_type.EXITED, RawLauncher.Receive(ours).header.type);
            Assert.Empty(Own.GetChildren());
        }

        launcher.Dispose();
        await GoneAsync(launcher.Id);
    }

    private byte[] Request(string path, string program = "/bin/true")
    {
        var request = new LaunchRequest { FileName = program, Arguments = ["1000"], StateDirectory = StateDirectory(), CgroupParent = Own };
        using LaunchMessage message = LaunchMessage.Encode(request, 1, path);
        return message.Bytes.ToArray();
    }

    private void Refuse(byte[] request, params SafeHandle[] cgroups)
    {
        using var launcher = new RawLauncher();
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        using (ours)
        using (theirs)
        using (SafeFileDescriptor directory = DirectoryFile.OpenDirectory(StateDirectory()))
            launcher.Send(request, [theirs, directory, .. cgroups]);
        vg_answer answer = RawLauncher.Receive(launcher.Socket);
        Assert.Equal(((ushort)vg_type.REFUSED, (uint)vg_step.REQUEST), (answer.header.type, answer.step));
        Assert.Empty(Own.GetChildren());
    }
}
