using Entities.DialOut;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

public class KeyTests
{
    [Theory]
    [InlineData("default|10.10.0.0/16|10.10.1.1")]
    [InlineData("isp-a|2001:db8::/32|2001:db8::1")]
    public void ASessionKeyIsReadAsItIsWritten(string text) => DialOutSessionKey.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("default")]
    [InlineData("default|10.10.0.0/16")]
    [InlineData("default|10.10.0.0/16|11.0.0.1")] // outside the prefix
    [InlineData("|10.10.0.0/16|10.10.1.1")]
    [InlineData("a|b|10.10.0.0/16|10.10.1.1")]
    [InlineData("a#b|10.10.0.0/16|10.10.1.1")]
    [InlineData("default|10.10.0.0/33|10.10.1.1")]
    [InlineData("default|10.10.0.0/16|ten")]
    public void WhatIsNoKeyIsNotRead(string text) => DialOutSessionKey.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void ACallKeyNamesItsSession()
    {
        var key = CallKey.Of(DialOutSessionKey.Parse(Given.Session), 17);
        key.ShouldBe(Given.Session + "#17");
        CallKey.Session(key).ShouldBe(new EntityId(EntityKinds.DialOutSession, Given.Session));
        CallKey.Session("nonsense").ShouldBeNull();
    }

    [Fact]
    public void AttemptsRiseAndFollowTheClock()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        CallKey.NextAttempt(0, now).ShouldBe(1_700_000_000u);
        CallKey.NextAttempt(1_700_000_000, now).ShouldBe(1_700_000_001u);
    }
}
