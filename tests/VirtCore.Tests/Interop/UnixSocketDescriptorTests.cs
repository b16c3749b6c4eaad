using VirtCore.Interop;
using Xunit;

namespace VirtCore.Tests.Interop;

public sealed class UnixSocketDescriptorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(UnixSocket.MaxDescriptors)]
    public void As_many_descriptors_arrive_as_were_sent(int count)
    {
        (SafeSocketDescriptor ours, SafeSocketDescriptor theirs) = UnixSocket.Pair(Tmds.Linux.LibC.SOCK_STREAM);
        using (ours)
        using (theirs)
        {
            int[] sent = new int[count];
            Array.Fill(sent, (int)ours.DangerousGetHandle());
            Assert.Equal(1, UnixSocket.Send(ours, "x"u8, sent));
            int[] received = new int[UnixSocket.MaxDescriptors];
            Assert.Equal(1, UnixSocket.Receive(theirs, new byte[1], received, out int arrived));
            foreach (int descriptor in received.AsSpan(0, arrived))
                new SafeSocketDescriptor(descriptor).Dispose();
            Assert.Equal(count, arrived);
        }
    }
}
