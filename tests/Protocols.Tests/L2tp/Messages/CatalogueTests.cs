using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

/// <summary>The catalogue against lists made anew from the sentences "The M-bit for this AVP MUST be…" and "…MUST NOT be hidden".</summary>
public class CatalogueTests
{
    [Fact]
    public void EveryTypeHasOneRowInOrder()
    {
        AvpCatalogue.All.Select(avp => avp.Type).ShouldBe(Enum.GetValues<AvpType>().Order());
        MessageCatalogue.All.Select(message => message.Type).ShouldBe(Enum.GetValues<MessageType>().Order());
    }

    [Fact]
    public void Rfc2661_4_4_MandatoryBits() =>
        AvpCatalogue.All.Where(avp => !avp.Mandatory).Select(avp => (int)avp.Type)
            .ShouldBe([5, 6, 8, 25, 26, 27, 28, 29, 30, 31, 32, 33, 37, 38, 46, 47, 48, 76, 78]);

    [Fact]
    public void Rfc2661_4_4_AvpsThatMustNotBeHidden() =>
        AvpCatalogue.All.Where(avp => !avp.MayBeHidden).Select(avp => (int)avp.Type).ShouldBe([0, 1, 2, 5, 7, 10, 12, 36, 39, 77]);

    [Fact]
    public void Rfc2661_4_4_Lengths() =>
        string.Join(" ", AvpCatalogue.All.Select(avp => $"{(int)avp.Type}:{avp.Length}".Replace(" ", ""))).ShouldBe(
            "0:8 1:8or10+n 2:8 3:10 4:10 5:14 6:8 7:6+n,n≥1 8:6+n 9:8 10:8 11:6+n,n≥1 12:9+n 13:22 14:8 15:10 16:10 17:10 18:10 19:10 "
            + "21:6+n 22:6+n 23:6+n 24:10 25:10 26:6+n 27:6+n 28:6+n 29:8 30:6+n 31:6+n,n≥1 32:8 33:6+n 34:32 35:16 36:6+n 37:6+n 38:10 "
            + "39:6 46:11+n 47:8 48:8 76:12 77:16 78:12 79:16");

    [Fact]
    public void Rfc2661_6_9_ProxyAvpsAreForIccnOnly() =>
        AvpCatalogue.All.Where(avp => (int)avp.Type is (>= 26 and <= 33) or 37)
            .ShouldAllBe(avp => avp.RequiredIn.IsEmpty && avp.OptionalIn.SequenceEqual(new[] { MessageType.Iccn }));

    [Theory]
    [InlineData(MessageType.Sccrq, "0 2 3 7 9", "4 5 6 8 10 11 36 47 76 77")]
    [InlineData(MessageType.Sccrp, "0 2 3 7 9", "4 6 8 10 11 13 36 47 76 78")]
    [InlineData(MessageType.Scccn, "0", "13 36")]
    [InlineData(MessageType.StopCcn, "0 1 9", "36")]
    [InlineData(MessageType.Hello, "0", "36")]
    [InlineData(MessageType.Ocrq, "0 14 15 16 17 18 19 21", "23 36 48")]
    [InlineData(MessageType.Ocrp, "0 14", "25 36 48")]
    [InlineData(MessageType.Occn, "0 19 24", "36 38 39")]
    [InlineData(MessageType.Icrq, "0 14 15", "18 21 22 23 25 36 48")]
    [InlineData(MessageType.Icrp, "0 14", "36 48")]
    [InlineData(MessageType.Iccn, "0 19 24", "26 27 28 29 30 31 32 33 36 37 38 39")]
    [InlineData(MessageType.Cdn, "0 1 14", "12 36 46")]
    [InlineData(MessageType.Wen, "0 34", "36")]
    [InlineData(MessageType.Sli, "0 35", "36")]
    [InlineData(MessageType.Fsq, "0 79", "36")]
    [InlineData(MessageType.Fsr, "0 79", "36")]
    public void Rfc2661_6_AvpsOfEachMessage(MessageType type, string required, string optional)
    {
        var message = MessageCatalogue.Of(type);
        string.Join(' ', message.Required.Select(avp => (int)avp.Type)).ShouldBe(required);
        string.Join(' ', message.Optional.Select(avp => (int)avp.Type)).ShouldBe(optional);
    }

    [Fact]
    public void Rfc4951_4_OnlyTheFailoverMessagesAreNotMandatory() =>
        MessageCatalogue.All.Where(message => !message.Mandatory).Select(message => message.Type)
            .ShouldBe([MessageType.Fsq, MessageType.Fsr]);

    [Fact]
    public void EveryResultCodeHasItsWords()
    {
        Enum.GetValues<StopCcnResult>().Select(result => (int)result).ShouldBe(Enumerable.Range(1, 8));
        Enum.GetValues<CdnResult>().Select(result => (int)result).ShouldBe(Enumerable.Range(1, 12));
        Enum.GetValues<GeneralError>().Select(error => (int)error).ShouldBe(Enumerable.Range(0, 9));
        var texts = Enum.GetValues<StopCcnResult>().Select(result => result.Text())
            .Concat(Enum.GetValues<CdnResult>().Select(result => result.Text()))
            .Concat(Enum.GetValues<GeneralError>().Select(error => error.Text()));
        texts.ShouldAllBe(text => !text.StartsWith("unknown result") && !text.StartsWith("unknown error"));
        ((CdnResult)99).Text().ShouldBe("unknown result 99");
    }
}
