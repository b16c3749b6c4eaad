using System.Diagnostics.CodeAnalysis;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Netlink;

public sealed partial class Rtnetlink
{
    /// <summary>All links of the namespace, with what they have carried.</summary>
    /// <exception cref="NetlinkException">The links changed while they were listed, again and again (EINTR).</exception>
    public IReadOnlyList<Link> GetLinks() => Dump(
        RTM.RTM_GETLINK, 0, static (ref writer, _) => writer.Write(default(ifinfomsg)), static _ => "list links", ReadLink);

    /// <summary>All links of the namespace, with what they have carried, in place and without allocating: <c>foreach (LinkReader link in links)</c>.</summary>
    /// <remarks>A dump that the kernel calls interrupted is not asked for again, as its links have been seen already: <see cref="LinkDump.WasInterrupted"/> tells after the loop.</remarks>
    public LinkDump ReadLinks() => new(_connection);

    /// <summary>A link by its name, or one of its other names. False when there is none.</summary>
    /// <exception cref="ArgumentException">It can be no name.</exception>
    public bool TryGetLink(string name, [NotNullWhen(true)] out Link? link)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        link = GetLink(name, static (ref writer, name) =>
        {
            writer.Write(default(ifinfomsg));
            writer.Attribute(System.Text.Encoding.UTF8.GetByteCount(name) > 15 ? IFLA.IFLA_ALT_IFNAME : IFLA.IFLA_IFNAME, name);
        }, static name => $"read link \"{name}\"");
        return link is not null;
    }

    /// <summary>A link by its number. False when there is none.</summary>
    public bool TryGetLink(int index, [NotNullWhen(true)] out Link? link)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        link = GetLink(index, static (ref writer, index) => writer.Write(new ifinfomsg { ifi_index = index }), static index => $"read link {index}");
        return link is not null;
    }

    /// <summary>Makes a link.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="settings">What it is called and how it is set up. All of it is done, or nothing.</param>
    /// <returns>The link as it is now.</returns>
    /// <exception cref="NetlinkException">EEXIST: the name is taken. EOPNOTSUPP: the kernel lacks the kind. EPERM: this needs CAP_NET_ADMIN.</exception>
    public Link CreateLink(LinkKind kind, LinkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Name is not { } name)
            throw new ArgumentException("A link that is made needs a name.", nameof(settings));
        LinkCodec.CheckName(name);
        if (settings.NetworkNamespace is not null && LaterOf(settings) is not null)
            throw new ArgumentException("An alias, a bridge's port and the generation of addresses are set in the link's own namespace: once it is there.", nameof(settings));
        if (kind is VethLink { Peer: { } peer } && (peer.IsUp is true || peer.Master is not null || LaterOf(peer) is not null))
            throw new ArgumentException("The other end of a pair is switched on, named by an alias and made a port once the pair is there.", nameof(kind));
        _connection.Execute(RTM.RTM_NEWLINK, NL.NLM_F_CREATE | NL.NLM_F_EXCL, (kind, settings: FirstOf(settings)), static (ref writer, state) => LinkCodec.Write(ref writer, 0, state.settings, state.kind),
            static state => $"create {state.kind.Kind} \"{state.settings.Name}\"");
        // Where it was made in another namespace, it is read there by whoever has that.
        if (settings.NetworkNamespace is not null)
            return new Link { Index = 0, Name = name, Settings = kind };
        SetLater(name, settings);
        return TryGetLink(name, out Link? link) ? link : throw new NetlinkException($"create {kind.Kind} \"{name}\"", ENODEV, "the link was gone as soon as it had been made");
    }

    /// <summary>Changes a link. What the settings do not name stays as it is.</summary>
    /// <param name="index">Which.</param>
    /// <param name="settings">What it is to be.</param>
    /// <param name="kind">What only its kind has, or null.</param>
    /// <exception cref="NetlinkException">ENODEV: there is none. The kernel may have done a part when it refuses another.</exception>
    public void ChangeLink(int index, LinkSettings settings, LinkKind? kind = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Name is { } name)
            LinkCodec.CheckName(name);
        _connection.Execute(RTM.RTM_NEWLINK, 0, (index, settings, kind), static (ref writer, state) => LinkCodec.Write(ref writer, state.index, state.settings, state.kind),
            static state => $"change link {state.index}");
    }

    /// <summary>Changes a link that is known by its name, without looking its number up.</summary>
    /// <param name="name">Which.</param>
    /// <param name="settings">What it is to be; a new name can only be given by number.</param>
    /// <exception cref="NetlinkException">ENODEV: there is none. The kernel may have done a part when it refuses another.</exception>
    public void ChangeLink(string name, LinkSettings settings)
    {
        LinkCodec.CheckName(name);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Name is not null)
            throw new ArgumentException("A link is given another name by its number.", nameof(settings));
        _connection.Execute(RTM.RTM_NEWLINK, 0, (name, settings), static (ref writer, state) =>
        {
            LinkCodec.Write(ref writer, 0, state.settings, null);
            writer.Attribute(IFLA.IFLA_IFNAME, state.name);
        }, static state => $"change link \"{state.name}\"");
    }

    /// <summary>Deletes a link. False when there is none.</summary>
    /// <exception cref="NetlinkException">EOPNOTSUPP: it is hardware. EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool DeleteLink(int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        return TryDelete(() => _connection.Execute(RTM.RTM_DELLINK, 0, index, static (ref writer, index) => writer.Write(new ifinfomsg { ifi_index = index }), static index => $"delete link {index}"));
    }

    /// <summary>Deletes all links of a group, and with a pair of veth the other end too. False when there are none. It takes the kernel a small part of the time that one after another does.</summary>
    /// <param name="group">The group, from 1 (<see cref="LinkSettings.Group"/>).</param>
    /// <exception cref="NetlinkException">EOPNOTSUPP: one of them is hardware; then none is deleted. EPERM: this needs CAP_NET_ADMIN.</exception>
    public bool DeleteLinks(uint group)
    {
        ArgumentOutOfRangeException.ThrowIfZero(group);
        return TryDelete(() => _connection.Execute(RTM.RTM_DELLINK, 0, group, static (ref writer, group) =>
        {
            writer.Write(default(ifinfomsg));
            writer.Attribute(IFLA.IFLA_GROUP, group);
        }, static group => $"delete the links of group {group}"));
    }

    /// <summary>Gives a link another name to be known by, which may be as long as 127 bytes (Linux 5.5).</summary>
    /// <exception cref="NetlinkException">EEXIST: the name is taken.</exception>
    public void AddAlternativeName(int index, string name) => ChangeName(RTM.RTM_NEWLINKPROP, NL.NLM_F_EXCL | NL.NLM_F_CREATE | NL.NLM_F_APPEND, index, name, "name");

    /// <summary>Takes another name from a link.</summary>
    /// <exception cref="NetlinkException">ENOENT, EINVAL: it has no such name.</exception>
    public void RemoveAlternativeName(int index, string name) => ChangeName(RTM.RTM_DELLINKPROP, 0, index, name, "no longer name");

    // What the kernel passes over in the message that makes a link.
    private static LinkSettings? LaterOf(LinkSettings settings) =>
        settings.Alias is null && settings.Port is null && settings.Ipv6AddressGeneration is null
            ? null : new LinkSettings { Alias = settings.Alias, Port = settings.Port, Ipv6AddressGeneration = settings.Ipv6AddressGeneration };

    // How addresses are made can be said of a link that is there only, and must be before it is switched on.
    private static LinkSettings FirstOf(LinkSettings settings) => settings.Ipv6AddressGeneration is null ? settings : settings with { IsUp = null, Ipv6AddressGeneration = null };

    private void SetLater(string name, LinkSettings settings)
    {
        if (LaterOf(settings) is not { } later || !TryGetLink(name, out Link? made))
            return;
        try
        {
            ChangeLink(made.Index, later);
            if (FirstOf(settings).IsUp != settings.IsUp)
                ChangeLink(made.Index, new LinkSettings { IsUp = settings.IsUp });
        }
        catch
        {
            DeleteLink(made.Index);
            throw;
        }
    }

    private void ChangeName(ushort type, int flags, int index, string name, string verb)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _connection.Execute(type, (ushort)flags, (index, name, verb), static (ref writer, state) =>
        {
            writer.Write(new ifinfomsg { ifi_index = state.index });
            int list = writer.BeginNested(IFLA.IFLA_PROP_LIST);
            writer.Attribute(IFLA.IFLA_ALT_IFNAME, state.name);
            writer.EndNested(list);
        }, static state => $"{state.verb} link {state.index} \"{state.name}\"");
    }

    private Link? GetLink<TState>(TState state, NetlinkWrite<TState> write, NetlinkOperation<TState> operation)
    {
        try
        {
            Link? link = null;
            using NetlinkReplies<TState> replies = _connection.Send(RTM.RTM_GETLINK, NL.NLM_F_ACK, state, write, operation);
            while (replies.MoveNext())
                link = ReadLink(replies.Current) ?? link;
            return link;
        }
        catch (NetlinkException missing) when (missing.Errno == ENODEV)
        {
            return null;
        }
    }

    internal static Link? ReadLink(NetlinkMessageReader message)
    {
        if (message.Type is not (RTM.RTM_NEWLINK or RTM.RTM_DELLINK))
            return null;
        return LinkCodec.Read(message, out NetlinkFormatError error)
            ?? throw LinkCodec.Unreadable(error);
    }
}
