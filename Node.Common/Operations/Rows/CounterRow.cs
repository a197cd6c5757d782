namespace Node.Common.Operations.Rows;

/// <summary>One line of <c>show counters</c>.</summary>
/// <param name="Scope">system, or a virtual router, route, destination or pool by name.</param>
/// <param name="Counter">Such as triggersReceived; maxima start with maximum.</param>
public sealed record CounterRow(string Scope, string Counter, long Value);
