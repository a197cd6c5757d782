using System.Net;
using Google.Protobuf;

namespace Shared.Messages.Entities;

/// <summary>What a decision wants done in the world. A closed set: hosts switch over all of it.</summary>
public abstract record Effect
{
    private protected Effect() { }
}

/// <summary>An L2TP datagram, header included.</summary>
public sealed record SendDatagram(IPEndPoint Local, IPEndPoint Peer, ReadOnlyMemory<byte> Payload) : Effect;

public sealed record TellEntity(EntityId To, IMessage Command) : Effect;

/// <summary>Due once at <paramref name="Due"/>, as <see cref="TimerFired"/>; a second start under the same name replaces the first.</summary>
public sealed record StartTimer(string Name, DateTimeOffset Due) : Effect;

public sealed record CancelTimer(string Name) : Effect;

/// <summary>Answers whoever asked with this command; nobody may be listening.</summary>
public sealed record Reply(IMessage Answer) : Effect;

/// <summary>Asks the servers of a group; the answer comes as <see cref="RadiusAnswer"/> with the same correlation.</summary>
public sealed record AskRadius(RadiusQuestion Question) : Effect;

/// <summary>Hands a durable record to the gateway; <see cref="AccountingConfirmed"/> comes when a server took it.</summary>
public sealed record WriteAccounting(AccountingRecord Record) : Effect;

public sealed record InstallForwarding(ForwardingEntry Entry) : Effect;

public sealed record RemoveForwarding(ForwardingKey Key) : Effect;

/// <summary>Sends a PPP frame (address and control in front) on a session, through the forwarder, which owns its data sequence numbers.</summary>
public sealed record SendPppFrame(ForwardingKey Key, ReadOnlyMemory<byte> Frame) : Effect;

/// <summary>Asks the forwarder for a session's counters, answered by <see cref="TrafficReport"/> with the same purpose.</summary>
public sealed record AskTraffic(ForwardingKey Key, string Purpose) : Effect;

/// <summary>Sends waiting packets (whole IP packets) through the forwarding table of a virtual router.</summary>
public sealed record ForwardPackets(string VirtualRouter, IReadOnlyList<ReadOnlyMemory<byte>> Packets) : Effect;

/// <summary>Places in the node's connecting gate: taken again after recovery, waited for, given back.</summary>
public sealed record RetakeSlot : Effect;

/// <inheritdoc cref="RetakeSlot"/>
public sealed record AwaitSlot : Effect;

/// <inheritdoc cref="RetakeSlot"/>
public sealed record ReleaseSlot : Effect;

/// <summary>An order to a line's driver (LAC).</summary>
public sealed record DriveLine(string Line, LineOrder Order) : Effect;

/// <summary>Something an operator wants to read: a log line, a rung of the lab's ladder, a counter.</summary>
public sealed record Report(Milestone Milestone, string Text, params IReadOnlyList<(string Name, object? Value)> Fields) : Effect;

public abstract record LineOrder
{
    private LineOrder() { }

    /// <summary>Dial a number; the driver answers with <see cref="LineEvent"/>s.</summary>
    public sealed record Dial(string Number, int TimeoutSeconds) : LineOrder;

    /// <summary>Drop the line and verify that it is on-hook; answered by LINE_ON_HOOK.</summary>
    public sealed record HangUp : LineOrder;

    /// <summary>Carry data between the line and an L2TP session; octets that came before are forwarded first.</summary>
    public sealed record Bridge(IPEndPoint Local, IPEndPoint Peer, ushort PeerTunnelId, ushort PeerSessionId, ushort LocalTunnelId,
        ushort LocalSessionId, bool Sequencing) : LineOrder;

    /// <summary>SLI: the two async control character maps (RFC 2661 §4.4.6).</summary>
    public sealed record SetAccm(uint Send, uint Receive) : LineOrder;
}
