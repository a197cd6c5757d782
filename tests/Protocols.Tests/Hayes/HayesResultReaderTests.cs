using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Protocols.Hayes;

namespace Protocols.Tests.Hayes;

public class HayesResultReaderTests
{
    [Theory]
    [InlineData("OK", HayesResultKind.Ok)]
    [InlineData("RING", HayesResultKind.Ring)]
    [InlineData("NO CARRIER", HayesResultKind.NoCarrier)]
    [InlineData("ERROR", HayesResultKind.Error)]
    [InlineData("+CME ERROR: 30", HayesResultKind.Error)]
    [InlineData("NO DIALTONE", HayesResultKind.NoDialtone)]
    [InlineData("NO DIAL TONE", HayesResultKind.NoDialtone)]
    [InlineData("no dial tone", HayesResultKind.NoDialtone)]
    [InlineData("BUSY", HayesResultKind.Busy)]
    [InlineData("NO ANSWER", HayesResultKind.NoAnswer)]
    [InlineData("DELAYED", HayesResultKind.Delayed)]
    [InlineData("DELAYED 00:02:00", HayesResultKind.Delayed)]
    [InlineData("BLACKLISTED", HayesResultKind.Blacklisted)]
    [InlineData("BLACKLISTED 00:30:00", HayesResultKind.Blacklisted)]
    [InlineData("+MCR: V34B", HayesResultKind.Progress)]
    [InlineData("PROTOCOL: LAP-M", HayesResultKind.Progress)]
    [InlineData("RINGING", HayesResultKind.Progress)]
    [InlineData("ATDT5551234", HayesResultKind.Echo)]
    [InlineData("ate0", HayesResultKind.Echo)]
    [InlineData("OKAY", HayesResultKind.Garbage)]
    [InlineData("login:", HayesResultKind.Garbage)]
    [InlineData("9", HayesResultKind.Garbage)]
    [InlineData("0", HayesResultKind.Ok)]
    [InlineData("1", HayesResultKind.Connect)]
    [InlineData("2", HayesResultKind.Ring)]
    [InlineData("3", HayesResultKind.NoCarrier)]
    [InlineData("4", HayesResultKind.Error)]
    [InlineData("6", HayesResultKind.NoDialtone)]
    [InlineData("7", HayesResultKind.Busy)]
    [InlineData("8", HayesResultKind.NoAnswer)]
    public void V250_5_7_1_Results(string line, HayesResultKind kind) =>
        ReadAll($"\r\n{line}\r\n").Single().ShouldBe(new HayesResult(kind, line));

    [Theory]
    [InlineData("CONNECT", 0, 0)]
    [InlineData("CONNECT 33600", 33600, 33600)]
    [InlineData("CONNECT 33600/ARQ/V34/LAPM/V42BIS", 33600, 33600)]
    [InlineData("CONNECT 31200/50667", 31200, 50667)]
    [InlineData("CONNECT 31200/50667/V90", 31200, 50667)]
    [InlineData("CONNECT 14400/14ARQ", 14400, 14400)]
    [InlineData("CONNECT 9600 REL", 9600, 9600)]
    [InlineData("CONNECT 99999999999999", 0, 0)]
    [InlineData("CONNECT FAX", 0, 0)]
    public void ConnectCarriesTheSpeeds(string line, int transmit, int receive) =>
        ReadAll($"\r\n{line}\r\n").Single().ShouldBe(new HayesResult(HayesResultKind.Connect, line, transmit, receive));

    [Theory]
    [InlineData("+MRR: 31200,33600", 31200, 33600)]
    [InlineData("+MRR: 33600", 33600, 33600)]
    [InlineData("CARRIER 28800", 28800, 28800)]
    public void V250_6_4_3_RatesComeBeforeConnect(string line, int transmit, int receive) =>
        ReadAll($"\r\n{line}\r\n").Single().ShouldBe(new HayesResult(HayesResultKind.Rate, line, transmit, receive));

    [Fact]
    public void EveryCutOfAWholeTalkGivesTheSameResults()
    {
        const string talk = "ATE1\r\r\nOK\r\n\r\nRING\r\n0\r10\r\r\n+MRR: 31200\r\n\r\nNO DIAL TONE\r\n";
        var octets = Encoding.ASCII.GetBytes(talk);
        var whole = ReadAll(talk);
        whole.Select(result => result.Kind).ShouldBe(
        [
            HayesResultKind.Echo, HayesResultKind.Ok, HayesResultKind.Ring, HayesResultKind.Ok, HayesResultKind.Connect,
            HayesResultKind.Rate, HayesResultKind.NoDialtone,
        ]);
        for (var first = 0; first <= octets.Length; first++)
        {
            for (var second = first; second <= octets.Length; second++)
                ReadAll(octets[..first], octets[first..second], octets[second..]).ShouldBe(whole);
        }
    }

    [Fact]
    public void WhatFollowsConnectIsLeftToTheCall()
    {
        ReadOnlySpan<byte> input = "\r\nCONNECT 2400\r\n~data"u8;
        new HayesResultReader().TryRead(ref input, out var result).ShouldBeTrue();
        result.Kind.ShouldBe(HayesResultKind.Connect);
        input.SequenceEqual("\n~data"u8).ShouldBeTrue();
    }

    [Fact]
    public void EveryTruncationIsNoResultAndEveryCorruptionIsOne()
    {
        var line = "\r\nBUSY\r"u8.ToArray();
        for (var length = 0; length < line.Length; length++)
            ReadAll(line[..length]).ShouldBeEmpty();
        for (var at = 2; at < line.Length - 1; at++)
        {
            for (var octet = 0; octet < 256; octet++)
            {
                var bad = (byte[])line.Clone();
                bad[at] = (byte)octet;
                var isCase = (octet ^ line[at]) is 0 or 0x20;
                // a space at the edge is trimmed, CR ends a line earlier: never the word all the same
                ReadAll(bad).Any(result => result.Kind == HayesResultKind.Busy).ShouldBe(isCase, $"{octet:X2} at {at}");
            }
        }
    }

    [Fact]
    public void AnEndlessLineIsGarbageOfBoundedSize()
    {
        var results = ReadAll(new string('A', 100_000) + "\r\nOK\r\n");
        results.Select(result => result.Kind).ShouldBe([HayesResultKind.Garbage, HayesResultKind.Ok]);
        results[0].Text.Length.ShouldBe(HayesResultReader.MaximumLine);
    }

    [Fact]
    public void NoOctetsThrowAndTextIsPrintable() =>
        Prop.ForAll<byte[]>(octets => ReadAll(octets, [13]).All(result => result.Text.All(c => c is >= ' ' and <= '~')))
            .QuickCheckThrowOnFailure();

    private static List<HayesResult> ReadAll(string text) => ReadAll(Encoding.ASCII.GetBytes(text));

    private static List<HayesResult> ReadAll(params byte[][] pieces)
    {
        var reader = new HayesResultReader();
        var results = new List<HayesResult>();
        foreach (var piece in pieces)
        {
            ReadOnlySpan<byte> rest = piece;
            while (reader.TryRead(ref rest, out var result))
                results.Add(result);
        }

        return results;
    }
}
