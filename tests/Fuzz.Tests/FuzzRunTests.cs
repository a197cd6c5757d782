using System.Buffers.Binary;
using Fuzz.Mutation;
using Fuzz.Running;
using Fuzz.Targets;

namespace Fuzz.Tests;

/// <summary>A fuzzer that finds nothing is no better than none: planted faults must be found, and found again from what is printed.</summary>
public sealed class FuzzRunTests
{
    /// <summary>Counted octets; the fault is one comparison.</summary>
    private sealed class Planted(Func<int, int, bool> fits) : FuzzTarget
    {
        public override string Name => "planted";

        public override string What => "a length, and as many octets";

        public override IReadOnlyList<byte[]> Seeds { get; } = [[0, 3, 1, 2, 3], [0, 0]];

        public override uint Run(ReadOnlySpan<byte> input)
        {
            if (input.Length < 2)
                return 1;
            var length = BinaryPrimitives.ReadUInt16BigEndian(input);
            return fits(length, input.Length - 2) ? input.Slice(2, length).Length == 0 ? 2u : 3u : 4u;
        }
    }

    private static FuzzFailure? Search(FuzzTarget target, ulong seed, long inputs = 100_000)
    {
        var run = new FuzzRun(target, seed);
        while (run.Iterations < inputs)
            if (run.Step() is { } failure)
                return failure;
        return null;
    }

    [Fact]
    public void ALengthCheckThatIsOneOffIsFound()
    {
        var failure = Search(new Planted((length, left) => length <= left + 1), seed: 5).ShouldNotBeNull();
        failure.Exception.ShouldBeOfType<ArgumentOutOfRangeException>();
        // shrunk to what the fault needs: a length and one octet too few
        failure.Input.Length.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void ASoundParserHolds() => Search(new Planted((length, left) => length <= left), seed: 5).ShouldBeNull();

    [Fact]
    public void TheSameSeedFindsTheSame()
    {
        var target = new Planted((length, left) => length <= left + 1);
        var (one, other) = (Search(target, 7).ShouldNotBeNull(), Search(target, 7).ShouldNotBeNull());
        (one.Iteration, one.Hex).ShouldBe((other.Iteration, other.Hex));
    }

    [Fact]
    public void WhatIsPrintedReplaysTheFailure()
    {
        var target = new Planted((length, left) => length <= left + 1);
        var failure = Search(target, 9).ShouldNotBeNull();
        failure.ToString().ShouldContain($"--replay {failure.Hex}");
        FuzzRun.Try(target, Convert.FromHexString(failure.Hex), out _).ShouldBeOfType(failure.Exception.GetType());
    }

    [Fact]
    public void EveryKindOfChangeStaysInTheBuffer()
    {
        byte[][] known = [[], [1], [.. Enumerable.Range(0, 64).Select(n => (byte)n)]];
        var mutator = new Mutator(64);
        var lengths = new HashSet<int>();
        for (var iteration = 0; iteration < 20_000; iteration++)
        {
            var chance = Chance.Of(3, iteration);
            lengths.Add(mutator.Next(known, ref chance).Length);
        }
        lengths.Count.ShouldBe(65);
    }

    [Fact]
    public void TargetsTakeNothingForAnInput()
    {
        foreach (var target in AllTargets.ByName)
            FuzzRun.Try(target, [], out _).ShouldBeNull(target.Name);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("l2tp-header", "--minutes")]
    [InlineData("l2tp-header", "--size", "1")]
    [InlineData("all", "--replay", "00")]
    public void AWrongCommandLineIsRefused(params string[] arguments) =>
        Should.Throw<FormatException>(() => FuzzOptions.Parse(arguments, AllTargets.ByName));
}
