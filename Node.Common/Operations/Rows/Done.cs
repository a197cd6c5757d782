namespace Node.Common.Operations.Rows;

/// <summary>The answer of an operation that changes something: it is in the journal.</summary>
public sealed record Done(string Key, string Text);
