using Engine.Akka.Downing;

namespace Engine.Akka.Tests.Downing;

public sealed class PartingTests
{
    private const int Samples = 300;

    [Theory]
    [InlineData("123", "", "123")] // nothing is parted
    [InlineData("123", "12 13", "23")] // one is alone
    [InlineData("123", "12", "13")] // one link is gone, the third reaches both: one of the two gives way
    [InlineData("123", "12 13 23", "")] // nobody reaches anybody, though a third party may
    [InlineData("12", "12", "1")]
    [InlineData("1", "", "1")]
    [InlineData("1234", "13 14 23 24", "12")] // halves
    [InlineData("1234", "12 13 42 43", "14")] // halves, and the last is on the first one's side
    [InlineData("12345", "13 14 15 23 24 25", "345")]
    [InlineData("12345", "14 15 24 25 34 35 45", "123")] // both others are alone
    public void WhoGoesOn(string voters, string parted, string going) => string.Concat(GoOn(voters, parted)).ShouldBe(going);

    [Fact]
    public void NobodyVotesAndNobodyGoesOn() => GoOn("", "").ShouldBeEmpty();

    /// <summary>Whatever each side believes of links that it can't see, no two sets without a common member may both go on.</summary>
    [Fact]
    public void TwoViewsNeverLetDisjointSetsGoOn()
    {
        var random = new Random(17);
        for (var i = 0; i < Samples; i++)
        {
            var voters = "12345678"[..random.Next(1, 9)];
            var (here, there) = (GoOn(voters, Cut(random, voters)), GoOn(voters, Cut(random, voters)));
            if (here.Count > 0 && there.Count > 0)
                here.Intersect(there).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void WhoGoesOnReachesAllOthersWhoDo()
    {
        var random = new Random(18);
        for (var i = 0; i < Samples; i++)
        {
            var parted = Cut(random, "1234567");
            foreach (var pair in parted.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                GoOn("1234567", parted).Intersect(pair).Count().ShouldBeLessThan(2, parted);
        }
    }

    private static IReadOnlyList<char> GoOn(string voters, string parted) =>
        Parting.GoOn([.. voters], (one, other) => parted.Split(' ').Any(pair => pair == $"{one}{other}" || pair == $"{other}{one}"));

    private static string Cut(Random random, string voters) => string.Join(' ',
        from one in voters from other in voters where one < other && random.Next(3) == 0 select $"{one}{other}");
}
