using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Processes;

/// <summary>Requests as an attacker would make them. The launcher answers each, lives, and keeps nothing of it.</summary>
public sealed class HostileRequestTests : ProcessTest
{
    // struct vg_launch: where its parts are, so that a mutation can aim.
    private const int Header = 16;
    private const int PartCount = 8;
    private const int PartSize = 16;
    private static readonly int Size = Unsafe.SizeOf<vg_launch>();
    private static readonly int Parts = Size - (PartCount * PartSize);

    [Fact]
    public async Task Bad_requests_are_refused_one_by_one()
    {
        using var launcher = new RawLauncher();
        byte[] good = RawLauncher.GoodRequest(StateDirectory());
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        (SafeSocketDescriptor stream, SafeSocketDescriptor streamPeer) = UnixSocket.Pair(SOCK_STREAM);
        using (ours)
        using (theirs)
        using (stream)
        using (streamPeer)
        using (SafeHandle directory = DirectoryFile.OpenDirectory(StateDirectory()))
        {
            Refused(good); // no descriptors
            Refused(good, theirs);
            Refused(good, directory, theirs);
            Refused(good, theirs, directory, directory);
            Refused(good, stream, directory);
            Refused(good, theirs, theirs);
            Refused(new byte[1], theirs, directory);
            Refused(new byte[VG.MAX_REQUEST], theirs, directory);
            Refused(new byte[VG.MAX_REQUEST + 1], theirs, directory);
            for (int length = 1; length < good.Length; length += 3)
                Refused(good.AsSpan(0, length), theirs, directory);
            Refused(Patched(0, 0), theirs, directory); // magic
            Refused(Patched(4, 2), theirs, directory); // version and type
            Refused(Patched(Header, (uint)good.Length + 1), theirs, directory); // total_length
            Refused(Patched(Header + 4, 1u << 8), theirs, directory); // an unknown flag
            Refused(Patched(Header + 4, VG.HAS_CGROUP), theirs, directory);
            Refused(Patched(Header + 4, VG.HAS_CGROUP), theirs, directory, directory);
            Refused(Patched(Header + 4, VG.MAKE_CGROUP), theirs, directory, directory);
            for (int part = Parts; part < Size; part += PartSize)
            {
                foreach (uint wild in (uint[])[1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF8, uint.MaxValue])
                {
                    Refused(Patched(part + 8, wild), theirs, directory); // count
                    Refused(Patched(part + 12, wild), theirs, directory); // zero
                    if (BinaryPrimitives.ReadUInt32LittleEndian(good.AsSpan(part + 8)) == 0)
                        continue;
                    Refused(Patched(part, wild), theirs, directory); // offset
                    Refused(Patched(part + 4, wild), theirs, directory); // length
                }
            }
        }

        await ProveAliveAsync(launcher);

        byte[] Patched(int offset, uint value)
        {
            byte[] patched = (byte[])good.Clone();
            if (BinaryPrimitives.ReadUInt32LittleEndian(patched.AsSpan(offset)) == value)
                value++;
            BinaryPrimitives.WriteUInt32LittleEndian(patched.AsSpan(offset), value);
            return patched;
        }

        void Refused(ReadOnlySpan<byte> request, params ReadOnlySpan<SafeHandle> descriptors)
        {
            launcher.Send(request, descriptors);
            vg_answer answer = RawLauncher.Receive(launcher.Socket);
            Assert.Equal((ushort)vg_type.REFUSED, answer.header.type);
            Assert.Equal((uint)vg_step.REQUEST, answer.step);
            Assert.NotEqual(0, answer.error);
        }
    }

    [Fact]
    public async Task Thousands_of_mutations_are_answered_and_leave_nothing()
    {
        using var launcher = new RawLauncher();
        var random = new Random(20261123);
        string directory = StateDirectory();
        byte[] good = RawLauncher.GoodRequest(directory);
        using SafeHandle state = DirectoryFile.OpenDirectory(directory);
        int started = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] request = (byte[])good.Clone();
            for (int i = random.Next(1, 16); i > 0; i--)
                Mutate(random, request);
            BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(0), VG.MAGIC);
            BinaryPrimitives.WriteUInt64LittleEndian(request.AsSpan(8), (ulong)round);
            if (Answer(launcher, request, state).header.type != (ushort)vg_type.REFUSED)
                started++;
        }

        Assert.InRange(started, 1, 2900); // both kinds were there
        await ProveAliveAsync(launcher);
    }

    [Fact]
    public async Task A_guard_answers_bad_messages_and_goes_on()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(process.StateDirectory);
        var random = new Random(7);
        for (int connection = 0; connection < 30; connection++)
        {
            using SafeSocketDescriptor socket = await ConnectAsync(directory);
            for (int i = 0; i < 20; i++)
            {
                byte[] bytes = new byte[random.Next(1, 200)];
                random.NextBytes(bytes);
                Assert.Equal(bytes.Length, UnixSocket.Send(socket, bytes, i % 4 == 0 ? [(int)socket.DangerousGetHandle()] : []));
                Assert.NotEqual(0, RawLauncher.Receive(socket).error);
            }

            Assert.Equal(0, UnixSocket.Send(socket, [])); // an empty message is not the end
            Assert.NotEqual(0, RawLauncher.Receive(socket).error);
            RawLauncher.Send(socket, vg_type.STATUS);
            Assert.Equal(process.Id, RawLauncher.Receive(socket).process);
        }

        Assert.True(await process.Lifeline.CommitAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Who_asks_and_never_reads_is_dropped()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(process.StateDirectory);
        using SafeSocketDescriptor socket = await ConnectAsync(directory);
        vg_request request = new() { header = vg_header.Of(vg_type.STATUS, 1) };
        int sent;
        do
            sent = UnixSocket.Send(socket, MemoryMarshal.AsBytes(new ReadOnlySpan<vg_request>(in request)));
        while (sent >= 0 || sent == -EAGAIN);
        Assert.True(sent == -EPIPE || sent == -ECONNRESET, $"errno {-sent}");
        Assert.True(await process.Lifeline.CommitAsync(Guid.NewGuid()));
    }

    private static void Mutate(Random random, byte[] request)
    {
        int at = random.Next(4) == 0 ? random.Next(request.Length) : random.Next(Header, Size);
        if (random.Next(2) == 0)
            request[at] = (byte)random.Next(256);
        else
            BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(at & ~3, 4), random.Next(4) * random.Next(-70, 70));
    }

    // The answer of the launcher, or of the guard that was started.
    private static vg_answer Answer(RawLauncher launcher, byte[] request, SafeHandle state)
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        using (ours)
        {
            using (theirs)
                launcher.Send(request, theirs, state);
            vg_answer answer;
            try
            {
                answer = RawLauncher.Receive(ours);
            }
            catch (EndOfStreamException)
            {
                return RawLauncher.Receive(launcher.Socket);
            }

            UnixSocket.ShutdownSend(ours);
            try
            {
                while (true)
                    RawLauncher.Receive(ours);
            }
            catch (EndOfStreamException)
            {
                ClearRecord(state);
                return answer;
            }
        }
    }

    private static void ClearRecord(SafeHandle state)
    {
        foreach (string name in (string[])["guard.state", "guard.lock"])
            DirectoryFile.Unlink((SafeFileDescriptor)state, name);
    }

    private static async Task<SafeSocketDescriptor> ConnectAsync(SafeFileDescriptor directory)
    {
        while (true)
        {
            if (UnixSocket.TryConnect(directory, "guard.sock", SOCK_SEQPACKET, out int error) is { } socket)
                return socket;
            Assert.Equal(EAGAIN, error); // the guard has not yet taken those before
            await Task.Yield();
        }
    }

    private async Task ProveAliveAsync(RawLauncher launcher)
    {
        Assert.Equal(4, Directory.GetFileSystemEntries($"/proc/{launcher.Id}/fd").Length);
        string directory = StateDirectory("alive");
        using SafeHandle state = DirectoryFile.OpenDirectory(directory);
        Assert.Equal((ushort)vg_type.STARTED, Answer(launcher, RawLauncher.GoodRequest(directory), state).header.type);
        launcher.Dispose();
        await GoneAsync(launcher.Id);
    }
}
