using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

public sealed partial class NetlinkConnection
{
    /// <summary>Sends requests together, in one system call, and gives each one's result: null where it was done.</summary>
    /// <remarks>The kernel does them in order, and goes on after one that it refuses, unless they are a transaction (nftables). One without an acknowledgement counts as done when nothing is said of it.</remarks>
    /// <exception cref="NetlinkException">Nothing could be sent.</exception>
    public NetlinkException?[] ExecuteAll(params ReadOnlySpan<NetlinkRequest> requests)
    {
        var results = new NetlinkException?[requests.Length];
        if (requests.IsEmpty)
            return results;
        lock (_lock)
        {
            if (_busy)
                throw new InvalidOperationException("The answers to another request are being read on this connection: dispose them first.");
            int[] starts = new int[requests.Length];
            ReadOnlySpan<byte> messages = EncodeAll(requests, starts, out uint first);
            int sent = NetlinkSocket.Send(_socket, messages);
            if (sent < 0)
                throw new NetlinkException(requests[0].Operation, -sent);
            ReadResults(requests, messages, starts, first, results);
        }

        return results;
    }

    private ReadOnlySpan<byte> EncodeAll(ReadOnlySpan<NetlinkRequest> requests, int[] starts, out uint first)
    {
        while (true)
        {
            first = _sequence + 1;
            var writer = new NetlinkWriter(_request);
            for (int i = 0; i < requests.Length; i++)
            {
                starts[i] = writer.Length;
                writer.BeginMessage(requests[i].Type, (ushort)(requests[i].Flags | NL.NLM_F_REQUEST), ++_sequence, _portId);
                requests[i].Write(ref writer);
                writer.EndMessage();
            }

            if (!writer.IsFull)
                return writer.Written;
            if (_request.Length >= MostReceiveBuffer)
                throw new ArgumentException("The requests have an attribute that is longer than netlink can say.");
            _request = new byte[2 * _request.Length];
        }
    }

    // The kernel has answered when the sending returns: what is in the queue is all.
    private void ReadResults(ReadOnlySpan<NetlinkRequest> requests, ReadOnlySpan<byte> messages, int[] starts, uint first, NetlinkException?[] results)
    {
        var answered = new bool[requests.Length];
        bool refused = false;
        while (true)
        {
            int length = Receive(out int error, wait: false);
            if (error == EAGAIN)
                break;
            if (error != 0)
                throw new NetlinkException(requests[0].Operation, error);
            var reader = new NetlinkMessageReader(Received(length));
            while (reader.MoveNext())
            {
                uint index = reader.Sequence - first;
                if (reader.PortId != _portId || index >= (uint)requests.Length || reader.Type != NL.NLMSG_ERROR)
                    continue;
                answered[index] = true;
                int start = starts[index], end = (int)index + 1 < starts.Length ? starts[index + 1] : messages.Length;
                try
                {
                    NetlinkAcknowledgement.Check(reader, messages[start..end], static operation => operation, requests[(int)index].Operation);
                }
                catch (NetlinkException refusal)
                {
                    refused = true;
                    results[index] ??= refusal;
                }
            }

            if (reader.Error != NetlinkFormatError.None)
                throw Broken($"a message that is {reader.Error} where it should end");
        }

        for (int i = 0; i < requests.Length; i++)
        {
            if (answered[i] || (requests[i].Flags & NL.NLM_F_ACK) == 0)
                continue;
            if (!refused)
                throw Broken($"no answer to \"{requests[i].Operation}\"");
            results[i] = new NetlinkException(requests[i].Operation, ECANCELED, "another request of the same transaction was refused");
        }
    }
}
