using FsCheck;
using FsCheck.Fluent;
using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

public class MessageProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Rfc2661_4_4_1_OnlyTheMessageTypeHasAPlaceOfItsOwn() => Check.One(Runs, Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (message, body) = MessageVectors.All[random.Next(MessageVectors.All.Length)];
        var avps = AvpWalk.Of(body);
        // Several session states keep their own order.
        if (message is Fsq)
            return;
        var rest = avps[1..].ToArray();
        random.Shuffle(rest);
        byte[] shuffled = [.. avps[0].ToOctets(), .. rest.SelectMany(avp => avp.ToOctets())];
        MessageVectors.ParsedMessage(shuffled).ToString().ShouldBe(message.ToString());
    }));

    [Fact]
    public void AnyOctetsAfterAMessageTypeAreAnswered() => Check.One(Runs, Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var type = MessageVectors.All[random.Next(MessageVectors.All.Length)].Body[..8];
        var soup = new byte[random.Next(0, 200)];
        random.NextBytes(soup);
        ControlMessageCodec.Parse((byte[])[.. type, .. soup], "secret"u8).ShouldNotBeNull();
    }));

    [Fact]
    public void AvpsOfAllMessagesMixedAreAnswered() => Check.One(Runs, Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var all = MessageVectors.All.SelectMany(vector => AvpWalk.Of(vector.Body)).ToArray();
        var type = MessageVectors.All[random.Next(MessageVectors.All.Length)].Body[..8];
        var mixed = Enumerable.Range(0, random.Next(1, 30)).SelectMany(_ => all[random.Next(all.Length)].ToOctets());
        // Every AVP is well formed and known, so all that can be wrong is that a required one is missing.
        if (ControlMessageCodec.Parse((byte[])[.. type, .. mixed], default) is ControlMessageParse.Refuse refused)
            refused.Error.Text.ShouldContain("without");
    }));

    [Fact]
    public void AnyHeaderIsAnswered() => Check.One(Runs, Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var datagram = new byte[random.Next(0, 40)];
        random.NextBytes(datagram);
        if (datagram.Length > 1)
            datagram[1] = (byte)((datagram[1] & 0xF0) | 2);
        if (L2tpHeader.Parse(datagram, out var header) == HeaderParse.Parsed)
            datagram.AsSpan(header.HeaderLength, header.PayloadLength).Length.ShouldBe(header.PayloadLength);
    }));

    [Fact]
    public void Rfc2661_4_3_WhatIsHiddenIsRevealed() => Check.One(Runs, Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        byte[] value = Random(random, 100), secret = Random(random, 40), vector = Random(random, 40), padding = Random(random, 40);
        var hidden = AvpHider.Hide(AvpType.ProxyAuthenResponse, value, secret, vector, padding);
        hidden.Length.ShouldBe(2 + value.Length + padding.Length);
        AvpHider.Reveal(AvpType.ProxyAuthenResponse, hidden, secret, vector).ShouldBe(value);
    }));

    private static byte[] Random(Random random, int maximum)
    {
        var octets = new byte[random.Next(0, maximum)];
        random.NextBytes(octets);
        return octets;
    }
}
