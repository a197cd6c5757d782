using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

public class MessageVectorTests
{
    private static readonly byte[] Secret = "tunnel-secret"u8.ToArray();

    // 16 octets as §4.4.1 recommends, and padding that lengthens every value.
    private static readonly AvpHiding Hiding = new(Secret, Enumerable.Range(0, 16).Select(i => (byte)i).ToArray(), new byte[] { 1, 2, 3 });

    public static TheoryData<string, int> Rows => MessageVectors.Rows;

    [Fact]
    public void EveryMessageHasAVector() =>
        MessageVectors.All.Select(vector => vector.Message.Type).Distinct().Order().ShouldBe(Enum.GetValues<MessageType>().Order());

    [Fact]
    public void EveryAvpIsInAVector()
    {
        // Random Vector comes with hiding.
        var seen = MessageVectors.All.SelectMany(vector => AvpWalk.Of(vector.Body)).Select(avp => (AvpType)avp.Attribute);
        Enum.GetValues<AvpType>().Except(seen).ShouldBe([AvpType.RandomVector]);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rfc2661_6_IsWrittenToTheOctet(string type, int index)
    {
        _ = type;
        ControlMessageCodec.Write(MessageVectors.All[index].Message).ShouldBe(MessageVectors.All[index].Body);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rfc2661_6_IsReadBack(string type, int index)
    {
        var (message, body) = MessageVectors.All[index];
        var parsed = ControlMessageCodec.Parse(body, Secret).ShouldBeOfType<ControlMessageParse.Parsed>();
        parsed.IgnoredAvps.ShouldBeEmpty();
        parsed.Message.Type.ToString().ShouldBe(type);
        parsed.Message.GetType().ShouldBe(message.GetType());
        ControlMessageCodec.Write(parsed.Message).ShouldBe(body);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rfc2661_4_3_EveryAvpThatMayBeHiddenIsHiddenAndReadBack(string type, int index)
    {
        _ = type;
        var (message, body) = MessageVectors.All[index];
        var hidden = ControlMessageCodec.Write(message, Hiding);
        foreach (var avp in AvpWalk.Of(hidden))
            avp.Hidden.ShouldBe(AvpCatalogue.Of((AvpType)avp.Attribute).MayBeHidden, $"AVP {avp.Attribute}");
        ControlMessageCodec.Write(MessageVectors.ParsedMessage(hidden, Secret)).ShouldBe(body);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryTruncationIsRefusedOrStillWhole(string type, int index)
    {
        _ = type;
        foreach (var body in InClearAndHidden(index))
        {
            for (var length = 0; length < body.Length; length++)
                Check(body[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void EverySingleByteCorruptionIsAnswered(string type, int index)
    {
        _ = type;
        foreach (var body in InClearAndHidden(index))
        {
            foreach (var corrupted in Octets.SingleByteCorruptions(body))
                Check(corrupted);
        }
    }

    private static byte[][] InClearAndHidden(int index) =>
        [MessageVectors.All[index].Body, ControlMessageCodec.Write(MessageVectors.All[index].Message, Hiding)];

    /// <summary>Whatever was accepted must pass by independent rules, and mean the same when written again.</summary>
    private static void Check(byte[] body)
    {
        switch (ControlMessageCodec.Parse(body, Secret))
        {
            case ControlMessageParse.Parsed parsed:
                var avps = AvpWalk.Of(body);
                avps[0].Attribute.ShouldBe((ushort)0);
                var required = MessageCatalogue.Of(parsed.Message.Type).Required.Select(avp => (ushort)avp.Type);
                required.Except(avps.Select(avp => avp.Attribute)).ShouldBeEmpty();
                var again = MessageVectors.ParsedMessage(ControlMessageCodec.Write(parsed.Message));
                again.ToString().ShouldBe(parsed.Message.ToString());
                break;
            case ControlMessageParse.Refuse refused:
                refused.Error.Text.ShouldNotBeEmpty();
                refused.Error.ResultCode.ShouldBeOneOf((ushort)2, (ushort)5);
                break;
            case ControlMessageParse.Ignore ignored:
                // Only an unknown type without M is ignored as a whole.
                (body[0] & 0x80).ShouldBe(0);
                ignored.Reason.ShouldNotBeEmpty();
                break;
        }
    }
}
