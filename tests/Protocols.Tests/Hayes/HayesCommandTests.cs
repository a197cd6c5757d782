using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Protocols.Hayes;

namespace Protocols.Tests.Hayes;

public class HayesCommandTests
{
    [Fact]
    public void V250_5_3_ALineOfEveryForm() =>
        Parse("&F e0V1 &c1&D2S0=0S7?\\V2%C1+MR=1;+MR?;L O X4").ShouldBe(
        [
            new("&F", 0), new("E", 0), new("V", 1), new("&C", 1), new("&D", 2), new("S", 0, "0"), new("S", 7, IsQuery: true),
            new("\\V", 2), new("%C", 1), new("+MR", 0, "1"), new("+MR", 0, IsQuery: true), new("L", 0), new("O", 0), new("X", 4),
        ]);

    [Fact]
    public void V250_6_3_1_TheDialStringTakesTheRestOfTheLine()
    {
        var commands = Parse("S7=60DT 0,W555-1234;");
        commands[1].ShouldBe(new HayesCommand("D", 0, "T 0,W555-1234;"));
        commands[1].DialledDigits.ShouldBe("05551234");
        commands[1].StaysInCommandState.ShouldBeTrue();
    }

    [Theory]
    [InlineData("S7")]
    [InlineData("S7=")]
    [InlineData("S1234=1")]
    [InlineData("E0000")]
    [InlineData("?")]
    [InlineData("&")]
    [InlineData("&1")]
    [InlineData("+")]
    [InlineData("+=")]
    [InlineData("+?=")] // found by fuzzing: the mark was part of a name
    [InlineData("+1X")]
    [InlineData("+M@R")]
    [InlineData("E0!")]
    public void WhatAModemAnswersWithError(string body) =>
        HayesCommandLine.TryParse(body, out _).ShouldBe(body == "S7=", "an absent value is 0, the rest is wrong");

    [Fact]
    public void NothingThrows() =>
        Prop.ForAll<string>(body => HayesCommandLine.TryParse(body ?? "", out _) || true).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("AT\r", "")]
    [InlineData("garbage ATE0\r", "E0")]
    [InlineData("AAATZ\r", "Z")]
    [InlineData("atDT55\b\b66\r", "DT66")]
    [InlineData("ATI\n3\r", "I3")]
    public void LinesAreFound(string typed, string body) => ReadAll(Encoding.ASCII.GetBytes(typed)).ShouldBe([body]);

    [Fact]
    public void EveryCutGivesTheSameLines()
    {
        var typed = "ATZ\r\n+++xATE0V1\rA/ATDT123\r"u8.ToArray();
        for (var cut = 0; cut <= typed.Length; cut++)
            ReadAll(typed[..cut], typed[cut..]).ShouldBe(["Z", "E0V1", "E0V1", "DT123"]);
    }

    [Fact]
    public void ALineTooLongIsAnErrorAndIsOver() =>
        ReadAll(Encoding.ASCII.GetBytes("AT" + new string('E', 300) + "\rATZ\r")).ShouldBe([null, "Z"]);

    private static ImmutableArray<HayesCommand> Parse(string body)
    {
        HayesCommandLine.TryParse(body, out var commands).ShouldBeTrue();
        return commands;
    }

    private static List<string?> ReadAll(params byte[][] pieces)
    {
        var reader = new HayesCommandReader();
        var lines = new List<string?>();
        foreach (var piece in pieces)
        {
            ReadOnlySpan<byte> rest = piece;
            while (reader.TryRead(ref rest, out var line))
                lines.Add(line);
        }

        return lines;
    }
}
