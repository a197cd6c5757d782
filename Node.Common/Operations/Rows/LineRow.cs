namespace Node.Common.Operations.Rows;

/// <summary>One line of <c>show lines</c>: a telephone line of a LAC.</summary>
/// <param name="State">initialising, free, dialling, connected, in-data, hanging-up, quarantined or faulty.</param>
/// <param name="Calls">Calls since the node started.</param>
/// <param name="Failures">Of these, the ones that did not connect.</param>
public sealed record LineRow(
    string Line,
    string Pool,
    string Driver,
    string? Device,
    string State,
    string? Number,
    string? Session,
    long? TransmitBps,
    long? ReceiveBps,
    long StateSeconds,
    long Calls,
    long Failures,
    string? LastText);
