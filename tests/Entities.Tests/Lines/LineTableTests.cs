using Entities.Lines;

namespace Entities.Tests.Lines;

public class LineTableTests
{
    public static TheoryData<LineState, LineInput> WholeProduct()
    {
        var product = new TheoryData<LineState, LineInput>();
        foreach (var state in Enum.GetValues<LineState>())
        {
            foreach (var input in Enum.GetValues<LineInput>())
                product.Add(state, input);
        }

        return product;
    }

    [Theory]
    [MemberData(nameof(WholeProduct))]
    public void EveryPairHasAnAnswer(LineState state, LineInput input) => Enum.IsDefined(LineTable.Step(state, input)).ShouldBeTrue();

    [Fact]
    public void EveryStepIsReachable() =>
        Enum.GetValues<LineState>().SelectMany(state => Enum.GetValues<LineInput>().Select(input => LineTable.Step(state, input)))
            .Distinct().Order().ShouldBe(Enum.GetValues<LineStep>().Order());

    [Theory]
    [MemberData(nameof(WholeProduct))]
    public void Rfc2661_7_5_1_CarrierWithoutACallIsHungUp(LineState state, LineInput input)
    {
        if (input == LineInput.Connected && state is not (LineState.Dialling or LineState.HangingUp) && !LineTable.IsOffHook(state))
            LineTable.Step(state, input).ShouldBeOneOf(LineStep.TakeInHand, LineStep.Retest, LineStep.HangUpAgain);
    }

    [Theory]
    [InlineData(LineState.Dialling)]
    [InlineData(LineState.Carrier)]
    [InlineData(LineState.Framed)]
    [InlineData(LineState.Bridged)]
    public void AReleaseAlwaysHangsUpWhatIsOffHook(LineState state) =>
        LineTable.Step(state, LineInput.Release).ShouldBe(LineStep.ReleaseCall);
}
