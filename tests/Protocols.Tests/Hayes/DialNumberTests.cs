using FsCheck;
using FsCheck.Fluent;
using Protocols.Hayes;

namespace Protocols.Tests.Hayes;

public class DialNumberTests
{
    [Theory]
    [InlineData("5551234", "5551234")]
    [InlineData("+49 (30) 555-12.34", "+49305551234")]
    [InlineData("*31#0305551234", "*31#0305551234")]
    public void WhatIsDialledIsKept(string number, string dialled)
    {
        DialNumber.TryNormalise(number, out var kept).ShouldBeTrue();
        kept.ShouldBe(dialled);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData(" - ")]
    [InlineData("12+3")]
    [InlineData("555;H")]
    [InlineData("555\rATZ")]
    [InlineData("555,,,1")]
    [InlineData("555W1")]
    [InlineData("５５５")]
    [InlineData("123456789012345678901234567890123")]
    public void AnythingElseIsMalformed(string number) => DialNumber.TryNormalise(number, out _).ShouldBeFalse();

    [Fact]
    public void NothingButDigitsEverGetsThrough() =>
        Prop.ForAll<string>(number => number is null || !DialNumber.TryNormalise(number, out var kept)
            || kept.All(c => char.IsAsciiDigit(c) || c is '*' or '#' or '+')).QuickCheckThrowOnFailure();
}
