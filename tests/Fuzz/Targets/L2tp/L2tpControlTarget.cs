using Fuzz.Seeds;
using Protocols.L2tp;

namespace Fuzz.Targets.L2tp;

/// <summary>Bodies of control messages, hidden AVPs included: parsed, judged by a plain reader, written and parsed again.</summary>
public sealed class L2tpControlTarget : FuzzTarget
{
    private static readonly byte[] Secret = "tunnel-secret"u8.ToArray();
    private static readonly AvpHiding Hiding = new(Secret, new byte[16], new byte[] { 1, 2, 3 });

    public override string Name => "l2tp-control";

    public override string What => "control messages with their AVPs, hidden ones too";

    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. L2tpSeeds.Bodies, .. L2tpSeeds.Datagrams.Where(d => d.Length > 12).Select(d => d[12..]), .. L2tpSeeds.Bodies.Select(Hidden)];

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        var body = input.ToArray();
        HostNamePeek.Read(body);
        var parse = ControlMessageCodec.Parse(body, Secret);
        var avps = PlainAvp.Walk(input);
        switch (parse)
        {
            case ControlMessageParse.Parsed parsed:
                Judge.That(avps is not null, "the AVPs of a message fill it");
                JudgeParsed(parsed, avps);
                WrittenAgain(parsed.Message);
                signature.Add((int)parsed.Message.Type);
                signature.AddCount(parsed.IgnoredAvps.Length);
                signature.AddCount(avps.Count);
                break;
            case ControlMessageParse.Refuse refuse:
                Judge.That(refuse.Error.ResultCode is 2 or 5, "refused with a general error, or for its version");
                Judge.That(refuse.Error.Text.Length > 0, "a refusal says why");
                signature.Add((int)refuse.Error.ErrorCode);
                signature.Add((int)refuse.Error.Scope);
                break;
            case ControlMessageParse.Ignore:
                Judge.That(body[0] < 128, "a mandatory message is never ignored");
                signature.Add(0);
                break;
        }
        return signature.Value;
    }

    private static void JudgeParsed(ControlMessageParse.Parsed parsed, List<PlainAvp> avps)
    {
        var message = MessageCatalogue.Of(parsed.Message.Type);
        Judge.That(avps[0] is { Attribute: 0, Vendor: 0, Hidden: false, Reserved: false, Value.Length: 2 }, "Message Type comes first, in clear");
        Judge.Same(avps[0].Value[0] * 256 + avps[0].Value[1], (int)parsed.Message.Type, "Message Type");
        Judge.That(parsed.IgnoredAvps.Length <= ControlMessageCodec.MaximumIgnoredAvps, "notes about ignored AVPs are bounded");
        byte[]? vector = null;
        var read = new HashSet<int> { 0 };
        foreach (var avp in avps.Skip(1))
        {
            var isOurs = avp is { Vendor: 0, Reserved: false } && AvpCatalogue.Find((ushort)avp.Attribute) is not null;
            var isDraft = avp is { Vendor: 43, Attribute: 46, Reserved: false };
            if (!isOurs && !isDraft)
            {
                Judge.That(!avp.Mandatory || message.IgnoresOtherAvps, "an unknown mandatory AVP refuses the message");
                continue;
            }
            var definition = AvpCatalogue.Of((AvpType)avp.Attribute);
            if (!definition.IsAllowedIn(parsed.Message.Type) || (!definition.MayRepeat && read.Contains(avp.Attribute)))
                continue;
            var value = !avp.Hidden ? avp.Value
                : definition.MayBeHidden && vector is not null ? PlainAvp.Reveal(avp.Attribute, avp.Value, Secret, vector) : null;
            var isGood = value is not null && PlainAvp.FixedLength(avp.Attribute) is var wanted && (wanted < 0 || wanted == value.Length);
            Judge.That(isGood || !avp.Mandatory, "a malformed mandatory AVP refuses the message");
            if (!isGood)
                continue;
            read.Add(avp.Attribute);
            if (avp.Attribute == (int)AvpType.RandomVector)
                vector = value;
        }
        foreach (var required in message.Required)
            Judge.That(read.Contains((int)required.Type), "a message has its required AVPs");
    }

    /// <summary>What was understood survives our own writer; from the first writing on, to the octet.</summary>
    private static void WrittenAgain(ControlMessage message)
    {
        Judge.That(ControlMessageCodec.Describe(message).Length > 0, "a message can be shown");
        var first = ControlMessageCodec.Write(message);
        var again = ControlMessageCodec.Parse(first, default) as ControlMessageParse.Parsed;
        Judge.That(again is { IgnoredAvps.IsEmpty: true }, "what we write, we read");
        Judge.SameOctets(ControlMessageCodec.Write(again.Message), first, "written again");
        var hidden = ControlMessageCodec.Parse(ControlMessageCodec.Write(again.Message, Hiding), Secret) as ControlMessageParse.Parsed;
        Judge.That(hidden is not null, "what we hide, we reveal");
        Judge.SameOctets(ControlMessageCodec.Write(hidden.Message), first, "hidden and revealed");
    }

    private static byte[] Hidden(byte[] body) =>
        ControlMessageCodec.Write(((ControlMessageParse.Parsed)ControlMessageCodec.Parse(body, default)).Message, Hiding);
}
