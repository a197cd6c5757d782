using Protocols.Ppp.Control;

namespace Protocols.Tests.Ppp.Control;

public class AutomatonTests
{
    [Fact]
    public void Rfc1661_4_1_EveryStateAndEventGoesWhereTheTableSays()
    {
        var cells = 0;
        foreach (var state in Enum.GetValues<AutomatonState>())
            foreach (var happening in Enum.GetValues<AutomatonEvent>())
            {
                var expected = Sorted(Rfc1661Table.Cell(state, happening).TrimEnd('r', 'p', 'x'));
                Sorted(Rfc1661Table.Print(Automaton.Next(state, happening))).ShouldBe(expected, $"{state} {Rfc1661Table.Name(happening)}");
                cells++;
            }
        cells.ShouldBe(160);
    }

    [Fact]
    public void Rfc1661_4_1_TheImpossibleLeavesTheStateAlone()
    {
        foreach (var state in Enum.GetValues<AutomatonState>())
            foreach (var happening in Enum.GetValues<AutomatonEvent>())
                if (Automaton.Next(state, happening) is { IsImpossible: true } transition)
                    transition.State.ShouldBe(state);
    }

    [Fact]
    public void Rfc1661_4_2_TheRestartTimerRunsWhereATimeoutIsPossible()
    {
        foreach (var state in Enum.GetValues<AutomatonState>())
            Automaton.RunsRestartTimer(state).ShouldBe(!Automaton.Next(state, AutomatonEvent.TimeoutMinus).IsImpossible, state.ToString());
    }

    /// <summary>The RFC leaves the order of actions free.</summary>
    private static string Sorted(string cell)
    {
        var parts = cell.Split('/');
        return parts.Length == 1 ? cell : $"{string.Join(',', parts[0].Split(',').Order(StringComparer.Ordinal))}/{parts[1]}";
    }
}
