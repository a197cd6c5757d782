using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

public class DescribeTests
{
    [Fact]
    public void OneLineInTheRfcsWords()
    {
        var text = MessageVectors.All.Single(vector => vector.Message is Ocrq).Message.ToString();
        text.ShouldBe("OCRQ: Assigned Session ID 3620, Call Serial Number 16777217, Minimum BPS 2400, Maximum BPS 64000, "
            + "Bearer Type analog, Framing Type asynchronous, Called Number \"5551234\", Sub-Address \"9\", Session DS 11776");
        new Hello().ToString().ShouldBe("HELLO");
    }

    [Fact]
    public void EveryMessageFitsOneLine()
    {
        foreach (var (message, _) in MessageVectors.All)
        {
            var text = ControlMessageCodec.Describe(message);
            text.ShouldStartWith(MessageCatalogue.Of(message.Type).Name);
            text.ShouldNotContain("\n");
        }
    }

    [Fact]
    public void SecretsAreOnlyCounted()
    {
        var iccn = (Iccn)MessageVectors.All.Single(vector => vector.Message is Iccn).Message
            with { ProxyAuthenType = ProxyAuthenType.Pap, ProxyAuthenResponse = "hunter2"u8.ToArray() };
        iccn.ToString().ShouldContain("Proxy Authen Response (7 octets)");
        iccn.ToString().ShouldNotContain("hunter2");
        MessageVectors.All[0].Message.ToString().ShouldContain("Challenge (16 octets)");
    }

    [Fact]
    public void TextOfAPeerCannotForgeLogLines()
    {
        var cdn = new Cdn { AssignedSessionId = 1, ResultCode = CdnResult.Busy, ErrorMessage = "a\r\nb\"\u001b[2J" + new string('x', 500) };
        var text = cdn.ToString();
        text.ShouldContain("\\u000d\\u000ab\\u0022\\u001b");
        text.ShouldNotContain('\n');
        text.Length.ShouldBeLessThan(200);
    }
}
