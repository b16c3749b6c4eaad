using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Processes;

/// <summary>A native launcher without the product's manners: sends what it is given.</summary>
internal sealed class RawLauncher : IDisposable
{
    private readonly GuardImage _image = new(Path.GetTempPath());

    public RawLauncher()
    {
        (Socket, SafeSocketDescriptor theirs) = UnixSocket.Pair(SOCK_SEQPACKET);
        using (theirs)
            _image.Start(theirs);
        Id = Receive(Socket).guard;
    }

    public SafeSocketDescriptor Socket { get; }

    public int Id { get; }

    /// <summary>A request that the launcher takes, for a program that ends at once.</summary>
    public static byte[] GoodRequest(string stateDirectory, string program = "/bin/true", ulong serial = 1)
    {
        var request = new LaunchRequest
        {
            FileName = program,
            StateDirectory = stateDirectory,
            Arguments = ["1000"],
            Environment = new Dictionary<string, string> { ["A"] = "1" },
            SupplementaryGroups = [0],
            ResourceLimits = [new(LimitedResource.CoreFile, 0, 0)],
        };
        using LaunchMessage message = LaunchMessage.Encode(request, serial);
        return message.Bytes.ToArray();
    }

    /// <summary>Waits for a message. Descriptors that come with it are closed.</summary>
    public static vg_answer Receive(SafeHandle socket)
    {
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<vg_answer>()];
        Span<int> descriptors = stackalloc int[2];
        while (true)
        {
            WaitReadable(socket);
            int length = UnixSocket.Receive(socket, bytes, descriptors, out int count);
            for (int i = 0; i < count; i++)
                new SafeFileDescriptor(descriptors[i]).Dispose();
            if (length == bytes.Length)
                return MemoryMarshal.Read<vg_answer>(bytes);
            if (length is not (-Errnos.EAGAIN or -Errnos.ECONNRESET))
                throw new EndOfStreamException($"recvmsg: {length}");
        }
    }

    public static void Send(SafeHandle socket, vg_type type, Guid id = default, ulong serial = 1)
    {
        vg_request request = new() { header = vg_header.Of(type, serial), id = vg_id.From(id) };
        Xunit.Assert.Equal(Unsafe.SizeOf<vg_request>(), UnixSocket.Send(socket, MemoryMarshal.AsBytes(new ReadOnlySpan<vg_request>(in request))));
    }

    /// <summary>Sends a request with whatever descriptors, and waits for its refusal or for the end of the lifeline.</summary>
    public void Send(ReadOnlySpan<byte> request, params ReadOnlySpan<SafeHandle> descriptors)
    {
        Span<int> numbers = stackalloc int[descriptors.Length];
        for (int i = 0; i < descriptors.Length; i++)
            numbers[i] = (int)descriptors[i].DangerousGetHandle();
        int sent;
        while ((sent = UnixSocket.Send(Socket, request, numbers)) == -EAGAIN)
            Thread.Yield();
        if (sent < 0)
            throw new KernelException("send", -sent);
    }

    public static void WaitReadable(SafeHandle socket)
    {
        var readable = new ManualResetEventSlim();
        using EventRegistration registration = EventLoop.Shared.Register(socket, (uint)EPOLLIN, new Signal(readable));
        if (!readable.Wait(ProcessTest.Patience))
            throw new TimeoutException();
    }

    public void Dispose()
    {
        Socket.Dispose();
        _image.Dispose();
    }

    private sealed class Signal(ManualResetEventSlim readable) : IEventHandler
    {
        public void OnEvents(uint events) => readable.Set();
    }
}
