using System.Net;
using Fuzz.Seeds;
using Google.Protobuf;
using Lns.Node.Radius;
using Microsoft.Extensions.Logging.Abstractions;
using Protocols.Radius;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Fuzz.Targets.Machines;

/// <summary>The RADIUS gateway's core with sockets and a clock of paper, under questions, records, answers, refusals and time in any order.</summary>
public sealed class GatewayMachineTarget : FuzzTarget
{
    private const int Ask = 0, Account = 1, Pass = 2, Respond = 3, RespondRaw = 4, Refuse = 5, Deeds = 6;

    private const int MostDeeds = 60;

    /// <summary>Longer than a question may take (MRD 30 s), whatever happens.</summary>
    private const int PatienceSeconds = 120;

    private static readonly byte[] Secret = "testing123"u8.ToArray();

    public override string Name => "machine-gateway";

    public override string What => "the RADIUS gateway: questions, records, answers, refusals, time (inputs are scripts)";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        [.. Script.Deed(Ask), .. Script.Deed(Respond, [2]), .. Script.Deed(Account), .. Script.Deed(Respond, [5]), .. Script.Deed(Pass, [10])],
        [.. Script.Deed(Ask), .. Script.Deed(Pass, [9]), .. Script.Deed(Refuse), .. Script.Deed(Respond, [3]), .. Script.Deed(Pass, [40])],
        .. RadiusSeeds.Packets.Select(packet => (byte[])[.. Script.Deed(Ask), .. Script.Deed(RespondRaw, packet), .. Script.Deed(Account), .. Script.Deed(Pass, [5])]),
    ];

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var paper = new Paper();
        var script = new Script(input);
        for (var i = 0; i < MostDeeds && script.TryNext(out var deed, out var octets); i++)
            Do(paper, deed % Deeds, octets);
        paper.Pass(PatienceSeconds);
        Judge.That(paper.Answers.Values.All(count => count == 1), "every question is answered once");
        Judge.That(paper.Confirmed.Values.All(count => count <= 1), "a record is confirmed once at most");
        var end = new Signature();
        for (var count = GatewayCount.Questions; count <= GatewayCount.MalformedAnswers; count++)
            end.AddCount((int)paper.Counters[count]);
        return end.Value;
    }

    private static void Do(Paper paper, int deed, ReadOnlySpan<byte> octets)
    {
        switch (deed)
        {
            case Ask: paper.Ask(octets); break;
            case Account: paper.Account(); break;
            case Pass: paper.Pass(octets.IsEmpty ? 1 : octets[0]); break;
            case Respond when paper.Sent.Count > 0: paper.Respond(octets); break;
            case RespondRaw when paper.Sent.Count > 0:
                byte[] raw = [.. octets];
                if (raw.Length > 1)
                    raw[1] = paper.Sent[^1].Datagram.Span[1];
                paper.Core.Receive(paper.Sent[^1].Identifiers, raw, paper.Now);
                break;
            case Refuse when paper.Sent.Count > 0: paper.Core.Refused(paper.Sent[^1].Identifiers, "nobody listens", paper.Now); break;
        }
    }

    private sealed class Paper : ISourcePorts
    {
        private TimeSpan uptime;
        private int number;

        public Paper()
        {
            var group = new RadiusGroupSettings { Name = "home", Servers = [Server(1), Server(2)], NasIdentifier = "lns" };
            Core = new(new() { MaximumQuestions = 8 }, [group], this, new FewRandom(42), NullLogger.Instance, Counters);
        }

        public GatewayCore Core { get; }

        public GatewayCounters Counters { get; } = new();

        public List<(IdentifierTable Identifiers, ReadOnlyMemory<byte> Datagram)> Sent { get; } = [];

        public Dictionary<string, int> Answers { get; } = [];

        public Dictionary<string, int> Confirmed { get; } = [];

        public GatewayTime Now => new(uptime, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + uptime);

        public void Ask(ReadOnlySpan<byte> name)
        {
            var correlation = $"q{number++}";
            Answers[correlation] = 0;
            Core.Ask(new RadiusQuestion { Group = "home", Correlation = correlation, Attributes = { Text(RadiusType.UserName, name) } },
                answer => Answers[answer.Correlation]++, Now);
        }

        public void Account()
        {
            var id = $"r{number++}";
            Confirmed[id] = 0;
            Core.Account(new AccountingRecord { Group = "home", RecordId = id, Attributes = { Text(RadiusType.AcctSessionId, "1"u8) } },
                confirmed => Confirmed[confirmed.RecordId]++, Now);
        }

        /// <summary>A server's own answer to the last request: its code, then octets that become an attribute.</summary>
        public void Respond(ReadOnlySpan<byte> octets)
        {
            var (identifiers, datagram) = Sent[^1];
            var request = RadiusPacketParser.Parse(datagram.Span).Packet;
            Judge.That(request is not null, "what the gateway sends is a packet");
            var code = octets.IsEmpty ? RadiusCode.AccessAccept : (RadiusCode)octets[0];
            var said = octets.Length < 2 ? [] : new[] { RadiusAttributeValue.Octets(new(0, octets[1]), octets[2..].ToArray()) };
            if (ResponseWriter.Write(code, request, said, Secret, new FewRandom(1)) is { } answer)
                Core.Receive(identifiers, answer, Now);
        }

        public void Pass(int seconds)
        {
            var until = uptime + TimeSpan.FromSeconds(seconds);
            for (var turns = 0; Core.NextDue is { } due && due <= until; turns++)
            {
                Judge.That(turns < 100_000, "time goes on");
                uptime = due > uptime ? due : uptime;
                Core.Tick(Now);
            }
            uptime = until;
        }

        public ISourcePort Open(IPEndPoint remote, IdentifierTable identifiers) => new Port(this, remote, identifiers);

        private static RadiusAttribute Text(byte type, ReadOnlySpan<byte> value) => new() { Type = type, Value = ByteString.CopyFrom(value) };

        private static RadiusServerSettings Server(byte number) => new()
        {
            Name = $"radius{number}", Secret = Secret, SecretName = "secret", Authentication = new(new IPAddress([192, 0, 2, number]), 1812),
            Accounting = new(new IPAddress([192, 0, 2, number]), 1813),
        };

        private sealed class Port(Paper paper, IPEndPoint remote, IdentifierTable identifiers) : ISourcePort
        {
            public IPEndPoint Local { get; } = new(IPAddress.Loopback, 40_000);

            public IPEndPoint Remote => remote;

            public void Send(ReadOnlyMemory<byte> datagram) => paper.Sent.Add((identifiers, datagram));
        }
    }
}
