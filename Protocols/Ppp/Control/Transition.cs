namespace Protocols.Ppp.Control;

/// <summary>One cell of the table: what to do, and the state after it.</summary>
public readonly record struct Transition(AutomatonActions Actions, AutomatonState State)
{
    public bool IsImpossible => Actions == AutomatonActions.Impossible;

    public bool Has(AutomatonActions action) => (Actions & action) != 0;

    public static implicit operator Transition(AutomatonState next) => new(AutomatonActions.None, next);

    public static implicit operator Transition((AutomatonActions Actions, AutomatonState State) cell) => new(cell.Actions, cell.State);
}
