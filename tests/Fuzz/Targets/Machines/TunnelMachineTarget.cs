using System.Buffers.Binary;
using System.Net;
using Entities.Calls.Lac;
using Entities.Calls.Lns;
using Entities.Destinations;
using Entities.DialOut;
using Entities.Lines;
using Entities.Tunnels;
using Fuzz.Seeds;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Fuzz.Targets.Machines;

/// <summary>
/// The tunnel entity of an LNS that has placed a call, or of a LAC that is being called, under datagrams, PPP frames, verdicts, timers and
/// crashes in any order. First octet: which of the two.
/// </summary>
public sealed class TunnelMachineTarget : FuzzTarget
{
    private const int Raw = 0, InOrder = 1, Frame = 2, Timer = 3, Verdict = 4, Crash = 5, Close = 6, Traffic = 7, Line = 8, Stranger = 9, Failover = 10, Deeds = 11;

    /// <summary>Inputs must not run for minutes, whatever they say.</summary>
    private const int MostDeeds = 60;

    private static readonly IPEndPoint Local = IPEndPoint.Parse("127.0.0.1:1701"), Peer = IPEndPoint.Parse("127.0.0.2:1701");
    private static readonly Policy Policies = new();
    private static readonly FailoverCapability Speaks = new(true, true, 1000);
    private static readonly ByteString Secret = ByteString.CopyFromUtf8("tunnel-secret");

    public override string Name => "machine-tunnel";

    public override string What => "tunnels with their calls, LNS and LAC: datagrams, frames, verdicts, timers, crashes (inputs are scripts)";

    public override IReadOnlyList<byte[]> Seeds { get; } = [Octets.Behind([0], LnsCall()), Octets.Behind([1], LacCalls()), Octets.Behind([0], Everything()),
        Octets.Behind([0], [.. LnsCall(), .. Recovering()]), Octets.Behind([1], [.. LacCalls(), .. Surviving()])];

    public override int MaximumOctets => 1600;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            return 0;
        var isLac = input[0] % 2 == 1;
        ICallRole role = isLac ? new LacCallRole(new AnyPool()) : LnsCallRole.Instance;
        var entity = new EntityOnPaper(new TunnelKind(Policies, role), new TunnelKey(Local, 7).ToString(), new FewRandom(7));
        if (!isLac)
            entity.Take(new PlaceCall { Order = Order(), Open = new OpenTunnel { Terms = Terms(), TieBreaker = 1, FirstContact = true } });
        var script = new Script(input[1..]);
        for (var i = 0; i < MostDeeds && script.TryNext(out var deed, out var octets); i++)
            Do(entity, isLac, deed % Deeds, octets);
        entity.Restart();
        return Behaviour(entity, isLac);
    }

    /// <summary>Where it ended, not how it got there: ways are without number.</summary>
    private static uint Behaviour(EntityOnPaper entity, bool isLac)
    {
        var tunnel = (TunnelState)entity.State;
        var end = new Signature();
        end.Add(isLac);
        end.Add((int)tunnel.Phase);
        end.Add(tunnel.IsForgotten);
        end.AddCount(tunnel.Calls.Count);
        end.AddCount(entity.Sent.Count);
        end.AddCount(entity.Questions.Count);
        foreach (var call in tunnel.Calls.Values.OfType<LnsCall>())
            end.Add((int)call.Phase(true) * 2 + (call.Up is null ? 0 : 1));
        return end.Value;
    }

    private static void Do(EntityOnPaper entity, bool isLac, int deed, ReadOnlySpan<byte> octets)
    {
        var tunnel = (TunnelState)entity.State;
        var session = tunnel.Calls.Keys.DefaultIfEmpty((ushort)1).Min();
        switch (deed)
        {
            case Raw: Receive(entity, isLac, octets.ToArray()); break;
            case InOrder: Receive(entity, isLac, Numbered(tunnel, session, octets)); break;
            case Frame: entity.Take(new PppFrame { SessionId = session, Frame = ByteString.CopyFrom(octets) }); break;
            case Timer: entity.Fire(); break;
            case Verdict when entity.Questions.Count > 0:
                entity.Take(new RadiusAnswer { Correlation = entity.Questions[^1].Correlation, Outcome = (RadiusOutcome)(octets.IsEmpty ? 1 : octets[0] % 4) });
                break;
            case Crash: entity.Restart(); break;
            case Close when octets.IsEmpty: entity.Take(new CloseTunnel { Result = 6, Text = "closed" }); break;
            case Close: entity.Take(new CloseSession { SessionId = session, Result = 3, Text = "closed" }); break;
            case Traffic: entity.Take(new TrafficReport { SessionId = session, Purpose = octets.IsEmpty ? "stop" : "interim", Counters = new TrafficCounters() }); break;
            case Line when octets.IsEmpty: entity.Take(new LineSeized { SessionId = session, Line = "m1", PhysicalChannel = 1 }); break;
            case Line when octets.Length == 1: entity.Take(new LineConnected { SessionId = session, TransmitBps = 33600, ReceiveBps = 33600, FramingBits = 2 }); break;
            case Line: entity.Take(new LineEnded { SessionId = session, Result = 1, Text = "dropped" }); break;
            case Failover: FailoverDeeds.Do(entity, tunnel, Peer, octets); break;
            case Stranger: entity.Take(Datagram(IPEndPoint.Parse("127.0.0.9:1701"), octets.ToArray())); break;
        }
    }

    private static void Receive(EntityOnPaper entity, bool isLac, byte[] octets)
    {
        var datagram = Datagram(Peer, octets);
        entity.Take(isLac && ((TunnelState)entity.State).IsNew ? new AcceptTunnel { Request = datagram } : datagram);
    }

    /// <summary>The octets are a body; the header in front is what the peer would write now.</summary>
    private static byte[] Numbered(TunnelState tunnel, ushort session, ReadOnlySpan<byte> body)
    {
        var datagram = new byte[L2tpHeader.ControlLength + body.Length];
        L2tpHeader.WriteControl(datagram, tunnel.IsNew ? (ushort)0 : (ushort)7, session, tunnel.Channel?.NextNr ?? 0, tunnel.Channel?.NextNs ?? 0, body.Length);
        body.CopyTo(datagram.AsSpan(L2tpHeader.ControlLength));
        return datagram;
    }

    private static Datagram Datagram(IPEndPoint peer, byte[] octets) =>
        new() { Local = Local.ToMessage(), Peer = peer.ToMessage(), Payload = ByteString.CopyFrom(octets) };

    private static TunnelTerms Terms() => new() { Local = Local.ToMessage(), Peer = Peer.ToMessage(), AssignmentId = "lac", LocalName = "lns" };

    private static CallOrder Order() => new()
    {
        CallKey = "default|10.10.0.0/16|10.10.1.1#1", VirtualRouter = "default", CalledNumber = "5551234", MinimumBps = 2400, MaximumBps = 64000,
        Bearer = Bearer.Analog, PppUsername = "lns", PppPassword = Secret, PppAuthentication = PppAuthentication.Chap, Tunnel = Terms(),
        Profile = new CallProfile { Name = "p", LocalAddress = ByteString.CopyFrom(192, 0, 2, 1), RadiusGroup = "home", EchoIntervalSeconds = 30, EchoFailureLimit = 3 },
    };

    private static byte[] LnsCall() =>
    [
        .. Script.Deed(InOrder, Written(new Sccrp { HostName = "lac", FramingCapabilities = FramingType.Asynchronous, BearerCapabilities = BearerType.Analog, AssignedTunnelId = 9, FailoverCapability = Speaks })),
        .. Script.Deed(InOrder), .. Script.Deed(InOrder, Written(new Ocrp { AssignedSessionId = 77 })),
        .. Script.Deed(InOrder, Written(new Occn { TxConnectSpeed = 33600, Framing = FramingType.Asynchronous })),
        .. Targets.Ppp.PppCall.ToLns(Protocols.Ppp.AuthenticationMethod.ChapMd5).SelectMany(f => Script.Deed(Frame, f)), .. Script.Deed(Verdict), .. Script.Deed(Timer),
    ];

    private static byte[] LacCalls() =>
    [
        .. Script.Deed(InOrder, Written(new Sccrq { HostName = "lns", FramingCapabilities = FramingType.Asynchronous, AssignedTunnelId = 9, FailoverCapability = Speaks })),
        .. Script.Deed(InOrder, Written(new Scccn())),
        .. Script.Deed(InOrder, Written(new Ocrq { AssignedSessionId = 5, CallSerialNumber = 1, MinimumBps = 1, MaximumBps = 64000, Bearer = BearerType.Analog, Framing = FramingType.Asynchronous, CalledNumber = "5551234" })),
        .. Script.Deed(Line), .. Script.Deed(Line, [1]), .. Script.Deed(InOrder, Written(new Hello())), .. Script.Deed(Timer), .. Script.Deed(Line, [1, 2]),
    ];

    /// <summary>The journal is cut, the recovery tunnel comes up, and the peer asks about a session.</summary>
    private static byte[] Recovering() =>
    [
        .. Script.Deed(Failover, [FailoverDeeds.CutRestart]), .. Script.Deed(Timer), .. Script.Deed(Failover, [FailoverDeeds.OursUp, 1, 2]),
        .. Script.Deed(InOrder, Written(new Fsq { Sessions = [new FailoverSessionState(77, 1)] })), .. Script.Deed(Timer),
    ];

    private static byte[] Surviving() =>
    [
        .. Script.Deed(Failover, [FailoverDeeds.Asked]), .. Script.Deed(Failover, [FailoverDeeds.TheirsUp, 3, 4]),
        .. Script.Deed(InOrder, Written(new Fsr { Sessions = [new FailoverSessionState(0, 1)] })), .. Script.Deed(Timer),
        .. Script.Deed(Failover, [FailoverDeeds.Asked]), .. Script.Deed(Failover, [FailoverDeeds.TheirsFailed]),
    ];

    private static byte[] Everything() => [.. L2tpSeeds.Bodies.SelectMany(body => Script.Deed(InOrder, body))];

    private static byte[] Written(ControlMessage message) => ControlMessageCodec.Write(message);

    private sealed class Policy : ITunnelPolicy
    {
        public TunnelSettings Settings { get; } = new() { HostName = "bras", BearerCapabilities = 3 };

        public PeerPolicy? Accept(string hostName, IPAddress peer) => hostName.Length > 8 ? null : new PeerPolicy(default, "", "bras");

        public bool AssumesBearer(IPAddress peer) => false;

        public bool SendsQ931Cause(string hostName, IPAddress peer) => true;
    }

    private sealed class AnyPool : ILinePools
    {
        public PoolAnswer Choose(LineWish wish) => PoolChoice.Choose([new LinePoolSettings { Name = "modems", Lines = ["m1", "m2"] }], wish);
    }
}
