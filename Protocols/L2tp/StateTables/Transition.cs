namespace Protocols.L2tp;

/// <summary>One cell of a state table: what to do, and the state after it.</summary>
public readonly record struct Transition<TState, TActions>(TActions Actions, TState Next)
    where TState : struct, Enum
    where TActions : struct, Enum;
