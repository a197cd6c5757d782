using Entities.Lines;

namespace Entities.Tests.Lines;

public class PoolChoiceTests
{
    private static readonly LinePoolSettings Isdn = new()
    {
        Name = "isdn", Lines = ["i1"], BearerBits = LineBits.Digital, Numbers = [Pattern("030.")], StrictFraming = true,
    };

    private static readonly LinePoolSettings Modems = new()
    {
        Name = "modems", Lines = ["m1"], Numbers = [Pattern("0."), Pattern("555xxxx")], Barred = [Pattern("0900.")],
    };

    [Theory]
    [InlineData("030 1234", 0u, 0u, "isdn")]
    [InlineData("0301234", LineBits.Analog, 0u, "modems")]
    [InlineData("0301234", LineBits.Analog | LineBits.Digital, LineBits.Asynchronous, "isdn")]
    [InlineData("0301234", 0u, LineBits.Synchronous, "modems")]
    [InlineData("5551234", LineBits.Analog, LineBits.Synchronous, "modems")]
    public void TheFirstThatFitsDials(string number, uint bearer, uint framing, string pool) =>
        Choose(number, bearer, framing).Pool.ShouldBe(pool);

    [Theory]
    [InlineData("555;H", 0u, 6u, 28u)]
    [InlineData("", 0u, 6u, 28u)]
    [InlineData("777", 0u, 6u, 28u)]
    [InlineData("55512345", 0u, 6u, 28u)]
    [InlineData("0900123", 0u, 6u, 21u)]
    [InlineData("5551234", LineBits.Digital, 5u, 65u)]
    public void OrElseTheClosestRefusal(string number, uint bearer, uint result, uint cause)
    {
        var answer = Choose(number, bearer, 0);
        answer.Pool.ShouldBeNull();
        (answer.Failure!.Result, answer.Failure.Cause).ShouldBe((result, cause));
    }

    [Fact]
    public void APoolWithoutPatternsDialsAll() =>
        PoolChoice.Choose([new LinePoolSettings { Name = "all", Lines = [] }], new LineWish("*31#12", 0, 0)).Pool.ShouldBe("all");

    [Theory]
    [InlineData("0.", "0", true)]
    [InlineData("0.", "1", false)]
    [InlineData(".", "1", true)]
    [InlineData("x", "*", false)]
    [InlineData("*x#", "*7#", true)]
    [InlineData("12", "123", false)]
    [InlineData("123", "12", false)]
    [InlineData("+49.", "+4930", true)]
    public void Patterns(string pattern, string number, bool matches) => Pattern(pattern).Matches(number).ShouldBe(matches);

    [Theory]
    [InlineData("")]
    [InlineData("0.0")]
    [InlineData("..")]
    [InlineData("0-0")]
    [InlineData("0+")]
    [InlineData("X")]
    public void NoPatterns(string text) => NumberPattern.TryParse(text, out _).ShouldBeFalse();

    private static PoolAnswer Choose(string number, uint bearer, uint framing) =>
        PoolChoice.Choose([Isdn, Modems], new LineWish(number, bearer, framing));

    private static NumberPattern Pattern(string text)
    {
        NumberPattern.TryParse(text, out var pattern).ShouldBeTrue();
        return pattern;
    }
}
