using FsCheck;
using FsCheck.Fluent;
using Protocols.Radius;

namespace Protocols.Tests.Radius;

public sealed class RetransmissionScheduleTests
{
    [Fact]
    public void Rfc5080_2_2_1_DefaultsDoubleFrom2SecondsUpTo16()
    {
        var waits = Waits(RetransmissionSchedule.Authentication, new Middle(), 6);

        waits.ShouldBe([2, 4, 8, 16, 16, 16]);
    }

    [Fact]
    public void Rfc5080_2_2_1_AccountingHasNoBounds()
    {
        Waits(RetransmissionSchedule.Accounting, new Middle(), 12)[^1].ShouldBe(4096);
        RetransmissionSchedule.Accounting.IsExhausted(int.MaxValue, TimeSpan.MaxValue).ShouldBeFalse();
    }

    [Theory]
    [InlineData(4, 29.9, false)]
    [InlineData(5, 0, true)]
    [InlineData(1, 30, true)]
    public void Rfc5080_2_2_1_CountAndDurationEndIt(int transmissions, double elapsedSeconds, bool over) =>
        RetransmissionSchedule.Authentication.IsExhausted(transmissions, TimeSpan.FromSeconds(elapsedSeconds)).ShouldBe(over);

    [Fact]
    public void Property_Rfc5080_2_2_1_EveryWaitLiesWithinItsTenth() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var schedule = RetransmissionSchedule.Authentication;
        var wait = schedule.First(random);
        if (wait.TotalSeconds is < 1.8 or > 2.2)
            return false;
        for (var i = 0; i < 10; i++)
        {
            var next = schedule.Next(wait, random);
            var doubled = next >= wait * 1.9 && next <= wait * 2.1 && next <= schedule.MaximumTimeout;
            var bounded = next >= schedule.MaximumTimeout * 0.9 && next <= schedule.MaximumTimeout * 1.1;
            if (!doubled && !bounded)
                return false;
            wait = next;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    private static double[] Waits(RetransmissionSchedule schedule, Random random, int count)
    {
        var wait = schedule.First(random);
        List<double> waits = [wait.TotalSeconds];
        while (waits.Count < count)
            waits.Add((wait = schedule.Next(wait, random)).TotalSeconds);
        return [.. waits];
    }

    /// <summary>RAND = 0.</summary>
    private sealed class Middle : Random
    {
        public override double NextDouble() => 0.5;
    }
}
