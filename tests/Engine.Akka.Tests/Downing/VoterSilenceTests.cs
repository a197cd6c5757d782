using Engine.Akka.Downing;

namespace Engine.Akka.Tests.Downing;

public sealed class VoterSilenceTests
{
    private readonly VoterSilence silence = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    [Fact]
    public void TheTimeBeforeTheFirstVoterIsNoSilence()
    {
        for (var i = 0; i < 10; i++)
            silence.Pass(hasVoters: false);
        silence.Pass(hasVoters: true);
        silence.IsTooLong.ShouldBeFalse();
    }

    [Fact]
    public void VotersThatAreThereAndSayNothingAreMissedAtLast()
    {
        for (var i = 0; i < 3; i++)
            silence.Pass(hasVoters: true);
        silence.IsTooLong.ShouldBeFalse();
        silence.Pass(hasVoters: true);
        silence.IsTooLong.ShouldBeTrue();
    }

    [Fact]
    public void OneWordBeginsItAnew()
    {
        for (var i = 0; i < 3; i++)
            silence.Pass(hasVoters: true);
        silence.Heard();
        silence.Pass(hasVoters: true);
        silence.IsTooLong.ShouldBeFalse();
    }
}
